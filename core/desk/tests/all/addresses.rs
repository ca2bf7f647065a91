//! A visitor is one address: what the other addresses of the same contact have is none of theirs. Two people
//! come to be one contact when operators unite them.

use crate::app::TestApp;
use crate::platform::IDENTITY_SECRET;
use crate::shorthand::address;
use crate::unite::{unite_of, united};
use crate::visitors::say;
use crate::visits::{arrives, signed};
use serde_json::json;
use switchboard_desk::Context;
use switchboard_desk::attachment::finish::finish;
use switchboard_desk::contact::end_sessions::{EndSessionsInput, end_sessions};
use switchboard_desk::contact::undo_unite::undo_unite;
use switchboard_desk::idempotent::IdempotencyKey;
use switchboard_desk::session::authenticate;
use switchboard_desk::visitor::chat_of;
use switchboard_desk::visitor::read::read;
use switchboard_desk::visitor::write::{WriteInput, write};
use switchboard_model::ChatId;
use switchboard_model::actor::VisitorActor;
use switchboard_store::testing::both_databases;

async fn own(app: &TestApp, visitor: &Context) -> Option<ChatId> {
    let actor = visitor.actor.clone();
    let chat = app.desk.store().read(move |connection| chat_of(connection, &actor)).await;
    chat.expect("read").map(|chat| chat.chat_id)
}

#[both_databases]
async fn visitors_of_one_contact_never_reach_each_others_chats(app: TestApp) {
    let (_, admin) = app.admin().await;
    let channel_id = app.web_channel(&admin, json!({})).await.channel_id;
    let ana = arrives(&app, Some(signed("42", IDENTITY_SECRET))).await;
    let contact_id = ana.visitor.contact_id;
    let keyed = |context: &Context| {
        let key = IdempotencyKey::new("k", "hello").expect("a key");
        context.clone().with_key(key)
    };
    let first = app.context_of(&ana.secret).await;
    let hers =
        write(&app.desk, &keyed(&first), say("k", "my secret")).await.expect("written").value;
    let file = app.announces(&first, None, 10).await.expect("begun").attachment.attachment_id;

    // One whose session is there already, and one who comes only then.
    let stranger = arrives(&app, None).await;
    address(&app, contact_id, (channel_id, &stranger.visitor.platform_id), true).await;
    address(&app, contact_id, (channel_id, "signed:43"), true).await;
    let signed_in = arrives(&app, Some(signed("43", IDENTITY_SECRET))).await;
    for other in [&stranger, &signed_in] {
        let context = app.context_of(&other.secret).await;
        assert_eq!(context.actor.author().1, Some(contact_id.0), "they are one contact");
        assert_eq!(own(&app, &context).await, None);
        let seen = read(&app.desk, &context, hers.message_id).await;
        assert_eq!(seen.err().map(|error| error.code()), Some("NOT_FOUND"));
        let finished = finish(&app.desk, &context, file).await;
        assert_eq!(finished.err().map(|error| error.code()), Some("NOT_FOUND"));
        let quoting =
            WriteInput { quoted_message_id: Some(hers.message_id), ..say("q", "you said") };
        let refused = write(&app.desk, &context, quoting).await;
        assert_eq!(refused.err().map(|error| error.code()), Some("INVALID"));
        let theirs = write(&app.desk, &keyed(&context), say("k", "hello")).await;
        let theirs = theirs.expect("the key is their own").value;
        assert_ne!((theirs.message_id, theirs.chat_id), (hers.message_id, hers.chat_id));
        assert_eq!(own(&app, &context).await, Some(theirs.chat_id));
    }
    assert_eq!(own(&app, &first).await, Some(hers.chat_id));

    let input = EndSessionsInput { contact_id, expected_version: None };
    end_sessions(&app.desk, &admin, input).await.expect("ended");
    for visit in [&ana, &stranger, &signed_in] {
        assert_eq!(authenticate(&app.desk, &visit.secret).await, Ok(None));
    }
}

#[both_databases]
async fn whose_contact_is_united_or_parted_is_asked_for_again_at_once(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let mut contacts = Vec::new();
    let mut last = None;
    for subject in ["42", "43"] {
        let visit = arrives(&app, Some(signed(subject, IDENTITY_SECRET))).await;
        let context = app.context_of(&visit.secret).await;
        write(&app.desk, &context, say("k", "hello")).await.expect("written");
        contacts.push(visit.visitor.contact_id);
        last = Some(visit.secret);
    }
    let (kept, pulled, secret) = (contacts[0], contacts[1], last.expect("a visit"));
    let contact = async || app.context_of(&secret).await.actor.author().1;
    assert_eq!(contact().await, Some(pulled.0));
    united(&app, &admin, kept, pulled).await;
    assert_eq!(contact().await, Some(kept.0), "nobody is believed for a moment longer");
    let unite_id = unite_of(&app, pulled).await;
    undo_unite(&app.desk, &admin, unite_id).await.expect("undone");
    assert_eq!(contact().await, Some(pulled.0));
}

#[both_databases]
async fn a_session_belongs_to_its_address_wherever_that_comes(app: TestApp) {
    let (_, admin) = app.admin().await;
    let channel_id = app.web_channel(&admin, json!({})).await.channel_id;
    let ana = arrives(&app, Some(signed("42", IDENTITY_SECRET))).await;
    let stranger = arrives(&app, None).await;
    let VisitorActor { platform_id, contact_id, .. } = stranger.visitor.clone();
    let before = app.context_of(&stranger.secret).await;
    assert_eq!(before.actor.author().1, Some(contact_id.0));
    address(&app, ana.visitor.contact_id, (channel_id, &platform_id), true).await;
    // Who holds a session is believed for a moment.
    app.pass_ms(2_000);
    let after = app.context_of(&stranger.secret).await;
    assert_eq!(after.actor.author().1, Some(ana.visitor.contact_id.0));
    let written = write(&app.desk, &after, say("k", "hello")).await.expect("written").value;
    let chat = app.chat(written.chat_id).await;
    assert_eq!(chat.platform_chat, platform_id, "the address stays, the contact is the new one");
    assert_eq!(chat.contact_id, ana.visitor.contact_id);
}
