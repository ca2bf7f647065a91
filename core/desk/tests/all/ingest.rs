//! What comes in: once, in order, in one chat.

use crate::app::{ANSWERS, TestApp, ana, inbound, item, reference, written};
use switchboard_desk::contact::block::{BlockInput, block};
use switchboard_desk::ingest::ItemOutcome;
use switchboard_model::Timestamp;
use switchboard_model::chat::{ChatStatus, WaitingOn};
use switchboard_model::connector::{InboundEvent, InboundReaction, Media, MediaAt, MediaKind};
use switchboard_model::event::EventKind;
use switchboard_store::testing::both_databases;
use switchboard_store::{attachment, message, message_version};

#[both_databases]
async fn ten_first_messages_at_once_give_one_contact_and_one_chat(app: TestApp) {
    let first = (0..10).map(|number| app.take(vec![written(&number.to_string(), "hi")]));
    for taken in futures::future::join_all(first).await {
        taken.expect("each is taken");
    }
    assert_eq!(app.count(EventKind::ContactCreated).await, 1, "contacts");
    assert_eq!(app.count(EventKind::ChatOpened).await, 1, "chats");
    assert_eq!(app.count(EventKind::MessageCreated).await, 10, "messages");
}

#[both_databases]
async fn an_album_reads_in_the_platforms_order_however_it_comes(app: TestApp) {
    let mut stored = Vec::new();
    let mut chat_id = None;
    for id in ["10", "12", "9", "11"] {
        app.pass_ms(5);
        let (message_id, chat) = app.writes(id, id).await;
        stored.push(message_id);
        chat_id = Some(chat);
    }
    let mut messages = app.read(move |connection| message::by_ids(connection, &stored)).await;
    messages.sort_by_key(|message| (message.position, message.message_id));
    let order: Vec<&str> = messages.iter().map(|message| message.body.as_str()).collect();
    assert_eq!(order, ["9", "10", "11", "12"]);
    let chat = app.chat(chat_id.expect("a chat")).await;
    assert_eq!(chat.last_message_id, messages.last().map(|message| message.message_id));
    assert_eq!(chat.inbound_count, 4);
}

#[both_databases]
async fn a_repeated_delivery_stores_nothing_twice(app: TestApp) {
    app.writes("1", "hello").await;
    assert_eq!(app.take_one(written("1", "hello")).await, ItemOutcome::Duplicate);
    let other_key = item("another-key", InboundEvent::Message(inbound("1", "hello")));
    assert_eq!(app.take_one(other_key).await, ItemOutcome::Duplicate);
    assert_eq!(app.count(EventKind::MessageCreated).await, 1);
}

#[both_databases]
async fn a_chat_that_moved_goes_on_under_its_new_id(app: TestApp) {
    let (_, chat_id) = app.writes("1", "before").await;
    let moved = |key: &str, from: &str, to: &str| {
        item(key, InboundEvent::Moved { from: from.to_owned(), to: to.to_owned() })
    };
    let there = |chat: &str, id: &str| {
        let mut told = inbound(id, "after");
        told.reference.chat.id = chat.to_owned();
        item(&format!("{chat}:{id}"), InboundEvent::Message(told))
    };
    assert_eq!(app.take_one(moved("a", "chat-1", "chat-1")).await, ItemOutcome::Ignored);
    assert_eq!(app.take_one(moved("b", "chat-9", "chat-2")).await, ItemOutcome::Ignored);
    assert_eq!(app.take_one(moved("c", "chat-1", "chat-2")).await, ItemOutcome::Changed);
    // The other end tells it as well.
    assert_eq!(app.take_one(moved("d", "chat-1", "chat-2")).await, ItemOutcome::Ignored);
    let (_, same) = app.stored(there("chat-2", "1")).await;
    assert_eq!(same, chat_id, "the history stays together");
    let chat = app.chat(chat_id).await;
    assert_eq!((chat.platform_chat.as_str(), chat.inbound_count), ("chat-2", 2));

    let (_, other) = app.stored(there("chat-3", "1")).await;
    assert_ne!(other, chat_id, "what comes before the move is told has a chat already");
    assert_eq!(app.take_one(moved("e", "chat-2", "chat-3")).await, ItemOutcome::Changed);
    assert_eq!(app.chat(chat_id).await.platform_chat, "chat-3", "replies go to the new id");
    assert_eq!(app.stored(there("chat-3", "2")).await.1, other);
}

#[both_databases]
async fn an_edit_keeps_the_text_before_and_an_older_one_changes_nothing(app: TestApp) {
    let (id, _) = app.writes("1", "helo").await;
    let edit = |text: &str, at: i64| {
        let mut told = inbound("1", text);
        told.edited_at = Some(Timestamp(at));
        item(&format!("edit:{at}"), InboundEvent::Edited(told, None))
    };
    assert_eq!(app.take_one(edit("hello", 2_000)).await, ItemOutcome::Changed);
    assert_eq!(app.take_one(edit("hell", 1_000)).await, ItemOutcome::Ignored);
    assert_eq!(app.message(id).await.body, "hello");
    let versions =
        app.read(move |connection| message_version::of_message(connection, id, 10)).await;
    let texts: Vec<&str> = versions.iter().map(|version| version.body.as_str()).collect();
    assert_eq!(texts, ["helo"]);
}

#[both_databases]
async fn a_late_original_does_not_undo_the_edit_that_came_before_it(app: TestApp) {
    let mut told = inbound("1", "edited");
    told.edited_at = Some(Timestamp(5_000));
    let (message_id, _) = app.stored(item("edit", InboundEvent::Edited(told, None))).await;
    assert_eq!(app.take_one(written("1", "first")).await, ItemOutcome::Duplicate);
    let message = app.message(message_id).await;
    assert_eq!((message.body.as_str(), message.edited_at), ("edited", Some(Timestamp(5_000))));
}

/// F28.
#[both_databases]
async fn a_deleted_message_leaves_a_tombstone_without_words_or_files(app: TestApp) {
    let mut told = inbound("1", "secret");
    told.media.push(Media {
        at: MediaAt::Platform("token".to_owned()),
        kind: MediaKind::Image,
        mime: None,
        name: Some("secret.png".to_owned()),
        size_bytes: None,
        caption: None,
        extra: serde_json::json!({}),
    });
    let (message_id, _) = app.stored(item("m", InboundEvent::Message(told))).await;
    let gone = item("gone", InboundEvent::Retracted(reference("1"), Timestamp(1)));
    assert_eq!(app.take_one(gone).await, ItemOutcome::Changed);
    let message = app.message(message_id).await;
    assert!(message.body.is_empty() && message.deleted_at.is_some(), "{message:?}");
    let files = app.read(move |connection| attachment::of_message(connection, message_id)).await;
    assert_eq!(files.len(), 1);
    assert_eq!((files[0].name.as_str(), &files[0].platform_token), ("removed", &None));
}

#[both_databases]
async fn reactions_come_and_go_once(app: TestApp) {
    app.writes("1", "hello").await;
    let react = |key: &str, is_removed: bool| {
        let told = InboundReaction {
            reference: reference("1"),
            by: ana(),
            emoji: Some("👍".to_owned()),
            is_removed,
            at: Timestamp(1),
        };
        item(key, InboundEvent::Reaction(told))
    };
    assert_eq!(app.take_one(react("a", false)).await, ItemOutcome::Changed);
    assert_eq!(app.take_one(react("a", false)).await, ItemOutcome::Duplicate);
    assert_eq!(app.take_one(react("b", false)).await, ItemOutcome::Ignored);
    assert_eq!(app.take_one(react("c", true)).await, ItemOutcome::Changed);
    assert_eq!(app.count(EventKind::MessageReacted).await, 2);
}

#[both_databases]
async fn another_id_of_the_same_account_reaches_the_same_contact(app: TestApp) {
    let mut first = inbound("1", "hello");
    first.sender.aliases.push(("phone".to_owned(), "+4915112345".to_owned()));
    app.take_one(item("1", InboundEvent::Message(first))).await;
    let mut second = inbound("2", "again");
    second.sender.id = "+4915112345".to_owned();
    app.take_one(item("2", InboundEvent::Message(second))).await;
    assert_eq!(app.count(EventKind::ContactCreated).await, 1);
    assert_eq!(app.count(EventKind::ChatOpened).await, 1);
}

#[both_databases]
async fn what_a_blocked_contact_writes_is_dropped(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let operator = app.operator("olga", ANSWERS, true).await;
    let contact_id = app.chat(chat_id).await.contact_id;
    let input = BlockInput { contact_id, expected_version: None };
    block(&app.desk, &operator, input).await.expect("blocked");
    assert_eq!(app.take_one(written("2", "more")).await, ItemOutcome::Blocked);
    assert_eq!(app.chat(chat_id).await.inbound_count, 1);
}

#[both_databases]
async fn text_that_no_database_keeps_is_cleaned(app: TestApp) {
    let (id, chat_id) = app.writes("1", "a\0b\r\nc").await;
    assert_eq!(app.message(id).await.body, "ab\nc");
    let chat = app.chat(chat_id).await;
    assert_eq!((chat.status, chat.waiting_on), (ChatStatus::New, WaitingOn::Operator));
    let bad = app.take(vec![written("bad\0id", "hello")]).await;
    assert_eq!(bad.map_err(|error| error.code()), Err("INVALID"));
}
