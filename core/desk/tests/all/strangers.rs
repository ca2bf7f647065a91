//! What visitors may not do: write without end, and anything at all when they are blocked or the channel
//! rests.

use crate::app::TestApp;
use crate::files::bytes;
use crate::own_messages::edited;
use crate::platform::IDENTITY_SECRET;
use crate::visitors::{say, visitor};
use crate::visits::{arrives, signed};
use serde_json::json;
use std::collections::BTreeSet;
use switchboard_desk::attachment::begin::{BeginInput, begin};
use switchboard_desk::attachment::finish::finish;
use switchboard_desk::attachment::receive::{progress, receive};
use switchboard_desk::channel::{pause::pause, resume::resume};
use switchboard_desk::contact::block::{BlockInput, block};
use switchboard_desk::contact::unblock::unblock;
use switchboard_desk::visitor::chat_of;
use switchboard_desk::visitor::delete::delete;
use switchboard_desk::visitor::edit::edit;
use switchboard_desk::visitor::read::read;
use switchboard_desk::visitor::typing::{TypingInput, typing};
use switchboard_desk::visitor::write::write;
use switchboard_desk::{Context, DeskError};
use switchboard_model::{AttachmentId, MessageId};
use switchboard_store::testing::both_databases;

/// The longest text of the web chat: 48,000 bytes.
fn long() -> String {
    "€".repeat(16_000)
}

/// Messages of that length which a contact may write at once.
const LONG_AT_ONCE: usize = 10;

fn file() -> BeginInput {
    BeginInput { chat_id: None, name: "plan.txt".to_owned(), mime: None, size_bytes: 4 }
}

/// A visitor with a message and a file that has begun to come.
struct Scene<'a> {
    app: &'a TestApp,
    visitor: Context,
    message_id: MessageId,
    attachment_id: AttachmentId,
    token: String,
}

impl Scene<'_> {
    /// How each command of visitors ends.
    async fn tries(&self, name: &str) -> BTreeSet<&'static str> {
        fn code<T>(done: Result<T, DeskError>) -> &'static str {
            done.err().map_or("DONE", |error| error.code())
        }
        let (desk, visitor) = (&self.app.desk, &self.visitor);
        let types = TypingInput { chat_id: None, is_on: true, preview: Some("hel".to_owned()) };
        BTreeSet::from([
            code(write(desk, visitor, say(name, "hello")).await),
            code(begin(desk, visitor, file()).await),
            code(progress(desk, &self.token).await),
            code(receive(desk, &self.token, 0, bytes(b"pl")).await),
            code(finish(desk, visitor, self.attachment_id).await),
            code(typing(desk, visitor, types).await),
            code(read(desk, visitor, self.message_id).await),
            code(edit(desk, visitor, edited(self.message_id, name)).await),
            code(delete(desk, visitor, self.message_id).await),
        ])
    }
}

#[both_databases]
async fn who_may_not_act_now_can_do_nothing_and_still_reads(app: TestApp) {
    let (_, admin) = app.admin().await;
    let channel = app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let written = write(&app.desk, &visitor, say("one", "hello")).await.expect("written").value;
    let begun = begin(&app.desk, &visitor, file()).await.expect("begun").value;
    let token = begun.upload_path.strip_prefix("/uploads/").expect("a path").to_owned();
    let (message_id, attachment_id) = (written.message_id, begun.attachment.attachment_id);
    let scene = Scene { app: &app, visitor, message_id, attachment_id, token };
    let mut listener = app.desk.signals().listen();

    let contact_id = app.chat(written.chat_id).await.contact_id;
    let whom = BlockInput { contact_id, expected_version: None };
    block(&app.desk, &admin, whom.clone()).await.expect("blocked");
    assert_eq!(scene.tries("blocked").await, BTreeSet::from(["FORBIDDEN"]));
    unblock(&app.desk, &admin, whom).await.expect("unblocked");
    pause(&app.desk, &admin, channel.channel_id).await.expect("paused");
    assert_eq!(scene.tries("paused").await, BTreeSet::from(["CONFLICT"]));
    let actor = scene.visitor.actor.clone();
    let chat = app.desk.store().read(move |connection| chat_of(connection, &actor)).await;
    assert!(chat.expect("read").is_some(), "what was said stays readable");
    assert_eq!(app.message_count(written.chat_id).await, 1);

    resume(&app.desk, &admin, channel.channel_id).await.expect("resumed");
    app.pass_ms(5_000);
    // Not all bytes of the file are here.
    assert_eq!(scene.tries("again").await, BTreeSet::from(["DONE", "CONFLICT"]));
    let first = listener.next().await.expect("typing");
    assert_eq!(first.at, app.desk.now(), "what was typed before was not told");
}

/// Writes long messages until that is refused; gives how many were taken, and the wait in milliseconds.
async fn floods(app: &TestApp, visitor: &Context) -> (usize, u64) {
    let text = long();
    let mut taken = 0;
    loop {
        match write(&app.desk, visitor, say(&format!("flood-{taken}"), &text)).await {
            Ok(_) => taken += 1,
            Err(DeskError::TooMany { retry_after_ms }) => return (taken, retry_after_ms),
            Err(error) => panic!("{error}"),
        }
    }
}

#[both_databases]
async fn who_writes_without_end_waits_and_is_told_how_long(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let (loud, quiet) = (visitor(&app).await, visitor(&app).await);
    let (taken, retry_after_ms) = floods(&app, &loud).await;
    assert_eq!(taken, LONG_AT_ONCE);
    let asked = write(&app.desk, &quiet, say("one", "hello")).await.expect("another visitor").value;
    app.replies(&admin, asked.chat_id, "an operator is not counted").await;
    app.pass_ms(i64::try_from(retry_after_ms).expect("a number"));
    write(&app.desk, &loud, say("later", &long())).await.expect("as it was told");
}

#[both_databases]
async fn strangers_use_up_their_share_of_a_channel_and_nobody_elses(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let answered = visitor(&app).await;
    let asked = write(&app.desk, &answered, say("one", "hello")).await.expect("written").value;
    app.replies(&admin, asked.chat_id, "how can I help?").await;
    let signed_in = arrives(&app, Some(signed("42", IDENTITY_SECRET))).await;
    let signed_in = app.context_of(&signed_in.secret).await;
    let last = loop {
        let stranger = visitor(&app).await;
        if floods(&app, &stranger).await.0 < LONG_AT_ONCE {
            break stranger;
        }
    };
    let refused = write(&app.desk, &last, say("more", &long())).await;
    assert_eq!(refused.err().map(|error| error.code()), Some("RATE_LIMITED"));
    for (who, known) in [("answered", &answered), ("signed in", &signed_in)] {
        write(&app.desk, known, say("two", &long())).await.expect(who);
    }
}
