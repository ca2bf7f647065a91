//! What a visitor does beside writing: is signed in by the page, reads, types; and how many may come.

use crate::app::{START, TestApp};
use crate::platform::IDENTITY_SECRET;
use crate::shorthand::unchanged_channel;
use serde_json::json;
use switchboard_desk::channel::update::{UpdateInput, update};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::signals::Ephemeral;
use switchboard_desk::visitor::identify::{IdentifyInput, identify};
use switchboard_desk::visitor::read::read;
use switchboard_desk::visitor::start::{StartInput, Started, start};
use switchboard_desk::visitor::typing::{TypingInput, typing};
use switchboard_desk::visitor::write::{WhichChat, WriteInput, write};
use switchboard_desk::{Context, session, setting};
use switchboard_model::AuthorKind;
use switchboard_model::delivery::DeliveryState;
use switchboard_model::event::EventKind;
use switchboard_store::delivery;
use switchboard_store::testing::both_databases;

pub async fn arrives(app: &TestApp, identity: Option<String>) -> Started {
    let input = StartInput { channel_key: "shop".to_owned(), origin: None, identity };
    start(&app.desk, &Context::system(), input).await.expect("started").value
}

pub fn signed(subject: &str, secret: &str) -> String {
    let claims = json!({ "sub": subject, "exp": START / 1_000 + 600, "name": "Ana" });
    let key = jsonwebtoken::EncodingKey::from_secret(secret.as_bytes());
    jsonwebtoken::encode(&jsonwebtoken::Header::default(), &claims, &key).expect("signed")
}

fn hello() -> WriteInput {
    WriteInput {
        client_key: "one".to_owned(),
        chat: WhichChat::Last,
        text: Some("hello".to_owned()),
        attachment_ids: Vec::new(),
        quoted_message_id: None,
        name: None,
        email: None,
    }
}

#[both_databases]
async fn a_visitor_who_signs_in_on_the_page_becomes_that_contact(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let before = arrives(&app, None).await;
    let visitor = app.context_of(&before.secret).await;
    let signs =
        |identity: String| IdentifyInput { identity, session_id: Some(before.session.session_id) };
    let forged = signed("42", "another secret of thirty-two bytes");
    let refused = identify(&app.desk, &visitor, signs(forged)).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("INVALID"));
    let identity = signed("42", IDENTITY_SECRET);
    let after = identify(&app.desk, &visitor, signs(identity.clone())).await.expect("signed in");
    assert_ne!(after.value.visitor.contact_id, before.visitor.contact_id);
    let elsewhere = arrives(&app, Some(identity.clone())).await;
    assert_eq!(
        after.value.visitor.contact_id, elsewhere.visitor.contact_id,
        "the same one everywhere"
    );
    let gone = session::authenticate(&app.desk, &before.secret).await.expect("asked");
    assert_eq!(gone, None, "the session before has ended");
    let operator = identify(&app.desk, &admin, signs(identity)).await;
    assert_eq!(operator.err().map(|error| error.code()), Some("FORBIDDEN"));
}

#[both_databases]
async fn what_a_visitor_has_read_is_read(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = app.context_of(&arrives(&app, None).await.secret).await;
    let asked = write(&app.desk, &visitor, hello()).await.expect("written").value;
    app.pass_ms(10);
    let answer = app.replies(&admin, asked.chat_id, "answer").await.message_id;
    app.pass_ms(10);
    let later = app.replies(&admin, asked.chat_id, "one more thing").await.message_id;
    read(&app.desk, &visitor, answer).await.expect("read");
    let state = async |id| {
        let found = app.read(move |connection| delivery::of_message(connection, id)).await;
        found[0].state
    };
    assert_eq!(state(answer).await, DeliveryState::Read);
    assert_eq!(state(later).await, DeliveryState::Sent, "what came after it is not read");
    let changes = app.count(EventKind::DeliveryChanged).await;
    read(&app.desk, &visitor, answer).await.expect("reading twice is fine");
    assert_eq!(app.count(EventKind::DeliveryChanged).await, changes);
    let (foreign, _) = app.writes("1", "elsewhere").await;
    let refused = read(&app.desk, &visitor, foreign).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("NOT_FOUND"));
}

/// F33, F34.
#[both_databases]
async fn typing_is_told_and_never_stored_and_previews_where_the_channel_shows_them(app: TestApp) {
    let (_, admin) = app.admin().await;
    let channel = app.web_channel(&admin, json!({})).await;
    let visitor = app.context_of(&arrives(&app, None).await.secret).await;
    let chat_id = write(&app.desk, &visitor, hello()).await.expect("written").value.chat_id;
    join(&app.desk, &admin, JoinInput { chat_id }).await.expect("joined");
    let types =
        || TypingInput { chat_id: None, is_on: true, preview: Some("I would like".to_owned()) };
    let mut listener = app.desk.signals().listen();
    let mut told = async |what: &str| {
        app.pass_ms(1_000);
        typing(&app.desk, &visitor, types()).await.expect(what);
        // Whatever was told before it is before it.
        let end = Ephemeral::Typing {
            chat_id,
            author_kind: AuthorKind::System,
            author_id: None,
            is_on: true,
        };
        app.desk.signals().tell(end.clone(), app.desk.now());
        let mut previews = Vec::new();
        let mut is_typing_told = false;
        loop {
            let signal = listener.next().await.expect("a signal").ephemeral;
            if signal == end {
                assert!(is_typing_told, "{what}");
                return previews;
            }
            match signal {
                Ephemeral::Preview { text, .. } => previews.push(text.as_str().to_owned()),
                Ephemeral::Typing { chat_id: of, author_kind, is_on, .. } => {
                    assert_eq!((of, author_kind, is_on), (chat_id, AuthorKind::Contact, true));
                    is_typing_told = true;
                }
                other => panic!("{what}: {other:?}"),
            }
        }
    };
    assert_eq!(told("as a channel begins").await, [""; 0]);
    let on = UpdateInput {
        settings: Some(json!({ "is_typing_preview_on": true })),
        ..unchanged_channel(channel.channel_id)
    };
    update(&app.desk, &admin, on).await.expect("switched on");
    assert_eq!(told("switched on").await, ["I would like"]);
    let off = setting::UpdateInput { is_typing_preview_on: Some(false), ..Default::default() };
    setting::update(&app.desk, &admin, off).await.expect("switched off");
    assert_eq!(told("off for the whole server").await, [""; 0]);
    assert_eq!(app.message_count(chat_id).await, 1);
}

/// F34: strangers who type without end take a share, and it is told how long they wait.
#[both_databases]
async fn who_types_without_end_waits(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let stranger = app.context_of(&arrives(&app, None).await.secret).await;
    write(&app.desk, &stranger, hello()).await.expect("written");
    let from = |visitor: &Context, address: &str| Context {
        remote_address: Some(address.to_owned()),
        ..visitor.clone()
    };
    let types = || TypingInput { chat_id: None, is_on: true, preview: None };
    let mut counts = Vec::new();
    for address in ["192.0.2.1", "192.0.2.2", "192.0.2.3", "192.0.2.4"] {
        let mut count = 0;
        while let Ok(()) = typing(&app.desk, &from(&stranger, address), types()).await {
            count += 1;
        }
        counts.push(count);
    }
    assert_eq!(counts, [60, 60, 60, 20], "of each peer, and of all strangers of the channel");
    let signed_in = arrives(&app, Some(signed("42", IDENTITY_SECRET))).await;
    let signed_in = app.context_of(&signed_in.secret).await;
    write(&app.desk, &signed_in, hello()).await.expect("written");
    typing(&app.desk, &from(&signed_in, "192.0.2.5"), types()).await.expect("who is known");
    app.pass_ms(1_000);
    typing(&app.desk, &from(&stranger, "192.0.2.1"), types()).await.expect("later");
}

#[both_databases]
async fn who_starts_visits_without_end_waits(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let from =
        |address: &str| Context { remote_address: Some(address.to_owned()), ..Context::system() };
    let input = || StartInput { channel_key: "shop".to_owned(), origin: None, identity: None };
    let mut started = 0;
    let refused = loop {
        match start(&app.desk, &from("192.0.2.1"), input()).await {
            Ok(_) => started += 1,
            Err(error) => break error,
        }
    };
    assert_eq!((started, refused.code()), (120, "RATE_LIMITED"));
    start(&app.desk, &from("192.0.2.2"), input()).await.expect("others may come");
    app.pass_ms(10 * 60 * 1_000);
    start(&app.desk, &from("192.0.2.1"), input()).await.expect("later they may come too");
}

#[both_databases]
async fn a_session_that_is_never_used_ends_soon_and_the_oldest_of_too_many_ends(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let day_ms = 24 * 60 * 60 * 1_000;
    let (unused, used) = (arrives(&app, None).await, arrives(&app, None).await);
    app.context_of(&used.secret).await;
    app.pass_ms(day_ms);
    let is_in = async |secret: &str| {
        session::authenticate(&app.desk, secret).await.expect("asked").is_some()
    };
    assert!(!is_in(&unused.secret).await, "it was never used");
    assert!(is_in(&used.secret).await, "it is used");

    app.pass_ms(-day_ms);
    let mut of_ana = Vec::new();
    for _ in 0..51 {
        of_ana.push(arrives(&app, Some(signed("42", IDENTITY_SECRET))).await.secret);
    }
    assert!(!is_in(&of_ana[0]).await, "the oldest has ended");
    assert!(is_in(&of_ana[1]).await && is_in(&of_ana[50]).await);
}
