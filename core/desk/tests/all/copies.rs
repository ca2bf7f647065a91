//! The customer's copy of what operators write: edits reach it, files and quotes leave with it, an
//! attempt that was cut off is told apart.

use crate::app::{ANSWERS, TestApp, reference, words};
use switchboard_desk::Context;
use switchboard_desk::files::Files;
use switchboard_desk::message::delete::{DeleteInput, delete};
use switchboard_desk::message::edit::{EditInput, edit};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::message::settle::{Outcome, SettleInput, settle};
use switchboard_desk::outbound::{ClaimInput, OutboundJob, claim, start_attempt};
use switchboard_model::connector::{PlatformChat, Sent};
use switchboard_model::delivery::DeliveryOperation;
use switchboard_store::message_version;
use switchboard_store::testing::both_databases;

const LEASE_MS: i64 = 30_000;

async fn claimed(app: &TestApp, worker_id: &str) -> Vec<OutboundJob> {
    let input = ClaimInput { worker_id: worker_id.to_owned(), lease_ms: LEASE_MS, limit: 10 };
    claim(&app.desk, input).await.expect("a claim")
}

async fn leaves(app: &TestApp, name: &str) -> OutboundJob {
    let job = claimed(app, "one").await.remove(0);
    let outcome = Outcome::Sent(Sent {
        references: vec![reference(name)],
        at: app.desk.store().clock().now(),
        echo: None,
    });
    let delivery_id = job.delivery.delivery_id;
    let input = SettleInput { delivery_id, worker_id: "one".to_owned(), outcome };
    settle(&app.desk, &Context::system(), input).await.expect("settled");
    job
}

/// F27.
#[both_databases]
async fn an_edit_reaches_the_copy_and_keeps_the_text_before(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let boris = app.operator("boris", ANSWERS, true).await;
    let message_id = app.replies(&olga, chat_id, "answr").await.message_id;
    leaves(&app, "out").await;
    let change = |body: &str, expected_version| EditInput {
        message_id,
        body: body.to_owned(),
        expected_version,
    };
    let others = edit(&app.desk, &boris, change("mine", None)).await;
    assert_eq!(others.map_err(|error| error.code()), Err("FORBIDDEN"));
    let stale = edit(&app.desk, &olga, change("answer", Some(7))).await;
    assert_eq!(stale.map_err(|error| error.code()), Err("STALE_VERSION"));
    let edited = edit(&app.desk, &olga, change("answer", Some(1))).await.expect("edited");
    assert_eq!((edited.value.body.as_str(), edited.value.version), ("answer", 2));
    let job = claimed(&app, "one").await.remove(0);
    assert_eq!(job.delivery.operation, DeliveryOperation::Edit);
    assert_eq!(job.references, [reference("out")]);
    assert_eq!(job.outbound.text.map(|text| text.body).as_deref(), Some("answer"));
    let before =
        app.read(move |connection| message_version::of_message(connection, message_id, 10));
    let before: Vec<String> = before.await.into_iter().map(|version| version.body).collect();
    assert_eq!(before, ["answr"]);
}

/// F29, F30.
#[both_databases]
async fn files_and_a_quote_leave_with_the_reply(app: TestApp) {
    let (asked, chat_id) = app.writes("1", "which one?").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let file = app.uploads(&olga, Some(chat_id), "list.txt", b"this one").await;
    let input = || ReplyInput {
        quoted_message_id: Some(asked),
        attachment_ids: vec![file.attachment_id],
        ..words(chat_id, "see here")
    };
    let answer = reply(&app.desk, &olga, input()).await.expect("a reply").value;
    assert_eq!(answer.quoted_text.as_deref(), Some("which one?"));
    let twice = reply(&app.desk, &olga, input()).await;
    assert_eq!(twice.map_err(|error| error.code()), Err("INVALID"), "the file is sent");
    let outbound = leaves(&app, "out").await.outbound;
    assert_eq!(outbound.quoted, Some(reference("1")));
    let blobs: Vec<String> = outbound.media.iter().map(|medium| medium.blob.clone()).collect();
    assert_eq!(blobs, [Files::blob_of_content(&file.sha256.expect("a hash"))]);
    assert_eq!((outbound.media[0].name.as_str(), outbound.media[0].size_bytes), ("list.txt", 8));

    let (_, other_chat) = elsewhere(&app).await;
    let wrong = ReplyInput { quoted_message_id: Some(asked), ..words(other_chat, "no") };
    let refused = reply(&app.desk, &olga, wrong).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("INVALID"), "another chat's message");
}

/// Ana writes in a thread of the same platform chat.
async fn elsewhere(app: &TestApp) -> (switchboard_model::MessageId, switchboard_model::ChatId) {
    let mut told = crate::app::inbound("1", "in the thread");
    told.reference.chat = thread();
    let event = switchboard_model::connector::InboundEvent::Message(told);
    app.stored(crate::app::item("thread", event)).await
}

fn thread() -> PlatformChat {
    PlatformChat { thread: Some("business:7".to_owned()), ..crate::app::place() }
}

#[both_databases]
async fn what_deletes_a_copy_names_its_thread(app: TestApp) {
    let (_, chat_id) = elsewhere(&app).await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let message_id = app.replies(&olga, chat_id, "answer").await.message_id;
    let job = claimed(&app, "one").await.remove(0);
    assert_eq!(job.outbound.chat, thread());
    let name = switchboard_model::connector::PlatformMessage { chat: thread(), ..reference("out") };
    let outcome = Outcome::Sent(Sent {
        references: vec![name.clone()],
        at: app.desk.store().clock().now(),
        echo: None,
    });
    let delivery_id = job.delivery.delivery_id;
    let input = SettleInput { delivery_id, worker_id: "one".to_owned(), outcome };
    settle(&app.desk, &Context::system(), input).await.expect("settled");
    let input = DeleteInput { message_id, expected_version: None };
    delete(&app.desk, &olga, input).await.expect("deleted");
    let job = claimed(&app, "one").await.remove(0);
    assert_eq!(job.delivery.operation, DeliveryOperation::Delete);
    assert_eq!(job.references, [name]);
}

#[both_databases]
async fn an_attempt_that_began_and_was_cut_off_is_told_apart(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    app.replies(&olga, chat_id, "answer").await;
    let job = claimed(&app, "one").await.remove(0);
    let id = job.delivery.delivery_id;
    assert!(!job.is_interrupted);
    app.pass_ms(LEASE_MS);
    assert!(!start_attempt(&app.desk, id, "one").await.expect("asked"), "the claim has ended");

    let job = claimed(&app, "two").await.remove(0);
    assert!(!job.is_interrupted, "nothing had begun");
    assert!(!start_attempt(&app.desk, id, "one").await.expect("asked"), "another has it");
    assert!(start_attempt(&app.desk, id, "two").await.expect("asked"));
    app.pass_ms(LEASE_MS);

    let job = claimed(&app, "one").await.remove(0);
    assert!(job.is_interrupted, "bytes may have left");
    assert_eq!(job.delivery.attempt_count, 3);
    assert!(start_attempt(&app.desk, id, "one").await.expect("asked"));
    let outcome = Outcome::Failed {
        retry_at: app.desk.store().clock().now(),
        error: switchboard_model::connector::ConnectorError::new(
            switchboard_model::connector::ErrorClass::Transient,
            "test.error",
            "the platform has nothing of it",
        ),
    };
    let input = SettleInput { delivery_id: id, worker_id: "one".to_owned(), outcome };
    settle(&app.desk, &Context::system(), input).await.expect("settled");
    let job = claimed(&app, "one").await.remove(0);
    assert!(!job.is_interrupted, "what was settled is not interrupted");
}
