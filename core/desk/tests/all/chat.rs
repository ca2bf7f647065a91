//! A chat's life: taken, answered, closed, back again; read and unread.

use crate::app::{ANSWERS, TestApp, words};
use switchboard_desk::chat::close::{CloseInput, close};
use switchboard_desk::chat::join::{JoinInput, join};
use switchboard_desk::chat::leave::{LeaveInput, leave};
use switchboard_desk::chat::read::{ReadInput, read};
use switchboard_desk::chat::unread::{UnreadInput, unread};
use switchboard_desk::close_reason::{CreateInput, create};
use switchboard_desk::message::reply::reply;
use switchboard_desk::{Context, DeskLimits};
use switchboard_model::chat::{ChatStatus, WaitingOn};
use switchboard_model::Actor;
use switchboard_store::chat_read;
use switchboard_store::testing::{TestDatabase, both_databases};

#[both_databases]
async fn a_chat_goes_from_new_to_closed_and_comes_back(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let joined = join(&app.desk, &olga, JoinInput { chat_id }).await.expect("joined").value;
    assert_eq!(joined.status, ChatStatus::Active);
    app.replies(&olga, chat_id, "answer").await;
    let answered = app.chat(chat_id).await;
    assert_eq!(answered.status, ChatStatus::AwaitingResponse);
    assert_eq!(answered.waiting_on, WaitingOn::Customer);
    let left = leave(&app.desk, &olga, LeaveInput { chat_id }).await.expect("left").value;
    assert_eq!((left.status, left.operator_id), (ChatStatus::New, None));

    let reason = CreateInput { name: "solved, all well".to_owned() };
    let reason = create(&app.desk, &Context::system(), reason).await.expect("a reason").value;
    let input =
        CloseInput { chat_id, close_reason_id: reason.close_reason_id, expected_version: None };
    let closed = close(&app.desk, &olga, input.clone()).await.expect("closed").value;
    assert_eq!((closed.status, closed.waiting_on), (ChatStatus::Closed, WaitingOn::Nobody));
    let again = close(&app.desk, &olga, input).await;
    assert_eq!(again.map_err(|error| error.code()), Err("CONFLICT"));
    let late = reply(&app.desk, &olga, words(chat_id, "late")).await;
    assert_eq!(late.map_err(|error| error.code()), Err("CONFLICT"));

    let (_, same) = app.writes("2", "one more thing").await;
    assert_eq!(same, chat_id, "the same chat comes back");
    let back = app.chat(chat_id).await;
    assert_eq!((back.status, back.close_reason_id), (ChatStatus::New, None));
}

#[both_databases]
async fn after_the_channels_time_a_new_chat_begins(database: TestDatabase) {
    let app = TestApp::open(&database, DeskLimits::default(), Some(1_000)).await;
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let reason = CreateInput { name: "solved, all well".to_owned() };
    let reason = create(&app.desk, &Context::system(), reason).await.expect("a reason").value;
    let input =
        CloseInput { chat_id, close_reason_id: reason.close_reason_id, expected_version: None };
    close(&app.desk, &olga, input.clone()).await.expect("closed");
    app.pass_ms(999);
    let (_, same) = app.writes("2", "in time").await;
    assert_eq!(same, chat_id);
    close(&app.desk, &olga, input).await.expect("closed again");
    app.pass_ms(1_000);
    let (_, other) = app.writes("3", "too late").await;
    assert_ne!(other, chat_id, "a new chat begins");
    assert_eq!(app.chat(chat_id).await.status, ChatStatus::Closed);
}

#[both_databases]
async fn reading_clears_unread_and_not_unanswered(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    app.writes("2", "anybody there").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let Actor::Operator(actor) = &olga.actor else { panic!("an operator") };
    let operator_id = actor.operator_id;
    let read_count = async || {
        let found = app.read(move |connection| chat_read::find(connection, chat_id, operator_id));
        found.await.map_or(0, |found| found.read_count)
    };
    assert_eq!(read_count().await, 0);
    let chat = read(&app.desk, &olga, ReadInput { chat_id }).await.expect("read").value;
    assert_eq!(read_count().await, chat.inbound_count);
    assert!(chat.is_unanswered(), "reading is no answer");
    unread(&app.desk, &olga, UnreadInput { chat_id }).await.expect("unread");
    assert_eq!(read_count().await, 1);
}

#[both_databases]
async fn a_newer_message_or_version_holds_a_reply_back(app: TestApp) {
    let (seen, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let version = app.chat(chat_id).await.version;
    app.writes("2", "wait").await;
    let mut input = words(chat_id, "answer");
    input.if_last_message_id = Some(seen);
    let refused = reply(&app.desk, &olga, input).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("CONFLICT"));
    let mut input = words(chat_id, "answer");
    input.expected_version = Some(version);
    let refused = reply(&app.desk, &olga, input).await;
    assert_eq!(refused.map_err(|error| error.code()), Err("STALE_VERSION"));
}
