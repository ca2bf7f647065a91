//! Commands run inside one another: they are one transaction with the events of all, or nothing.

use crate::app::{ANSWERS, TestApp, words};
use switchboard_desk::chat::close::{CloseInput, close_in};
use switchboard_desk::chat::join::{JoinInput, join_in};
use switchboard_desk::message::reply::reply_in;
use switchboard_desk::note::create::{CreateInput, NoteOn, create_in};
use switchboard_model::event::EventKind;
use switchboard_model::{CloseReasonId, EventCursor, NoteId};
use switchboard_store::page::scan::notes_of_chat;
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, log};

#[both_databases]
async fn two_commands_in_one_leave_both_events_and_one_cursor(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let done = app.desk.command(&olga, Lane::Chat(chat_id), move |command| {
        join_in(command, &JoinInput { chat_id })?;
        reply_in(command, &words(chat_id, "good morning"))
    });
    let done = done.await.expect("both are done");
    assert_eq!(app.message(done.value.message_id).await.body, "good morning");
    assert_eq!(app.count(EventKind::ChatJoined).await, 1, "the reply joins no second time");
    assert_eq!(app.count(EventKind::MessageCreated).await, 2, "one of each side");
    let epoch = app.desk.store().epoch();
    let start = EventCursor::start(epoch);
    let log::LogPage::Events(events) =
        app.read(move |connection| log::after(connection, start, 1_000)).await
    else {
        panic!("the log begins at its start")
    };
    let last = events.iter().rfind(|event| event.event.kind == EventKind::MessageCreated);
    assert_eq!(last.map(|event| event.cursor), Some(done.cursor), "that of the last event");
}

#[both_databases]
async fn an_error_in_the_second_takes_back_the_first(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let refused = app.desk.command(&olga, Lane::Chat(chat_id), move |command| {
        let body = "closed at the customer's wish".to_owned();
        create_in(command, &CreateInput { on: NoteOn::Chat(chat_id), body })?;
        let close_reason_id = CloseReasonId(1);
        close_in(command, &CloseInput { chat_id, close_reason_id, expected_version: None })
    });
    assert_eq!(refused.await.map_err(|error| error.code()), Err("INVALID"));
    assert_eq!(app.count(EventKind::NoteCreated).await, 0);
    assert_eq!(app.count(EventKind::ChatClosed).await, 0);
    let notes =
        app.read(move |connection| notes_of_chat(connection, chat_id, NoteId(0), 100)).await;
    assert_eq!(notes, []);
}
