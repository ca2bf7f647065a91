//! Visitors edit and delete what they wrote, for a time (F27, F28 from the customer's side).

use crate::app::TestApp;
use crate::visitors::{say, visitor};
use serde_json::json;
use switchboard_desk::limits::VISITOR_CHANGE_MS;
use switchboard_desk::visitor::changeable_until;
use switchboard_desk::visitor::delete::delete;
use switchboard_desk::visitor::edit::{EditInput, edit};
use switchboard_desk::visitor::write::{WriteInput, write};
use switchboard_desk::{Context, DeskError};
use switchboard_model::MessageId;
use switchboard_model::attachment::AttachmentState;
use switchboard_model::event::EventKind;
use switchboard_store::testing::both_databases;
use switchboard_store::{attachment, message_version};

pub fn edited(message_id: MessageId, body: &str) -> EditInput {
    EditInput { message_id, body: body.to_owned() }
}

async fn refused(app: &TestApp, visitor: &Context, id: MessageId) -> [&'static str; 2] {
    let code = |error: DeskError| error.code();
    let edits = edit(&app.desk, visitor, edited(id, "better")).await.err().map_or("DONE", code);
    let deletes = delete(&app.desk, visitor, id).await.err().map_or("DONE", code);
    [edits, deletes]
}

/// F27.
#[both_databases]
async fn a_visitor_edits_an_own_message_and_what_it_was_is_kept(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let written = write(&app.desk, &visitor, say("one", "helo")).await.expect("written").value;
    let id = written.message_id;
    for wrong in [" ", "a\0b", &*"x".repeat(16_001)] {
        let error = edit(&app.desk, &visitor, edited(id, wrong)).await.expect_err("refused");
        assert!(matches!(error, DeskError::Invalid { field: "body", .. }), "{error}");
    }
    for _ in 0..2 {
        edit(&app.desk, &visitor, edited(id, " hello ")).await.expect("edited");
    }
    assert_eq!(app.count(EventKind::MessageEdited).await, 1, "the same again changes nothing");
    let message = app.message(id).await;
    assert_eq!((message.body.as_str(), message.version), ("hello", 2));
    assert_eq!(message.edited_at, Some(app.desk.now()));
    let before = app.read(move |connection| message_version::of_message(connection, id, 10)).await;
    assert_eq!(before.iter().map(|one| one.body.as_str()).collect::<Vec<_>>(), ["helo"]);
    let again = write(&app.desk, &visitor, say("one", "helo")).await.expect("the same").value;
    assert_eq!((again.message_id, again.body.as_str()), (id, "hello"), "its key is its own");
}

/// F28.
#[both_databases]
async fn a_visitor_deletes_an_own_message_and_its_file_goes_with_it(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let visitor = visitor(&app).await;
    let file = app.uploads(&visitor, None, "card.txt", b"1234").await;
    let says = WriteInput { attachment_ids: vec![file.attachment_id], ..say("one", "my card") };
    let id = write(&app.desk, &visitor, says).await.expect("written").value.message_id;
    for _ in 0..2 {
        let tombstone = delete(&app.desk, &visitor, id).await.expect("deleted").value;
        assert_eq!((tombstone.body.as_str(), changeable_until(&tombstone)), ("", None));
        assert_eq!(tombstone.deleted_at, Some(app.desk.now()));
    }
    assert_eq!(app.count(EventKind::MessageDeleted).await, 1, "twice is once");
    let files = app.read(move |connection| attachment::of_message(connection, id)).await;
    assert_eq!((files.len(), files[0].state), (1, AttachmentState::Failed));
    assert_eq!(files[0].sha256, None);
    let late = edit(&app.desk, &visitor, edited(id, "hello")).await;
    assert_eq!(late.err().map(|error| error.code()), Some("CONFLICT"));
}

#[both_databases]
async fn what_is_old_or_another_ones_stays_as_it_is(app: TestApp) {
    let (_, admin) = app.admin().await;
    app.web_channel(&admin, json!({})).await;
    let (ana, bob) = (visitor(&app).await, visitor(&app).await);
    let hers = write(&app.desk, &ana, say("one", "hello")).await.expect("written").value;
    write(&app.desk, &bob, say("one", "hello")).await.expect("written");
    let answer = app.replies(&admin, hers.chat_id, "how can I help?").await;
    assert_eq!(refused(&app, &bob, hers.message_id).await, ["NOT_FOUND"; 2]);
    assert_eq!(refused(&app, &ana, answer.message_id).await, ["FORBIDDEN"; 2]);
    assert_eq!(refused(&app, &admin, hers.message_id).await, ["FORBIDDEN"; 2]);
    assert_eq!(changeable_until(&answer), None);
    let until = changeable_until(&hers).expect("her own");
    app.pass_ms(VISITOR_CHANGE_MS - 1);
    assert!(app.desk.now() < until);
    edit(&app.desk, &ana, edited(hers.message_id, "hello!")).await.expect("just in time");
    app.pass_ms(1);
    assert_eq!(app.desk.now(), until);
    assert_eq!(refused(&app, &ana, hers.message_id).await, ["UNSUPPORTED"; 2]);
    assert_eq!(app.message(hers.message_id).await.body, "hello!");
}
