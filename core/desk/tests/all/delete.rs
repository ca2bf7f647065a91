//! What is deleted goes: words, files, and what comes too late.

use crate::app::{ANSWERS, TestApp, inbound, item, place, reference, words, written};
use switchboard_desk::Context;
use switchboard_desk::ingest::{Ingested, ItemOutcome};
use switchboard_desk::message::delete::{DeleteInput, delete};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_model::connector::{
    InboundAuthor, InboundEvent, InboundItem, PlatformChat, PlatformMessage,
};
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_model::{AttachmentId, ChatId, MessageId, Timestamp};
use switchboard_store::testing::both_databases;
use switchboard_store::{attachment, message_reference};

fn gone(key: &str, reference: PlatformMessage) -> InboundItem {
    item(key, InboundEvent::Retracted(reference, Timestamp(1)))
}

async fn sends(app: &TestApp, olga: &Context, chat_id: ChatId, file: AttachmentId) -> Message {
    let input = ReplyInput { attachment_ids: vec![file], ..words(chat_id, "see here") };
    reply(&app.desk, olga, input).await.expect("a reply").value
}

fn this(message_id: MessageId) -> DeleteInput {
    DeleteInput { message_id, expected_version: None }
}

/// F28.
#[both_databases]
async fn a_deleted_messages_files_go_unless_another_message_has_them(app: TestApp) {
    let (_, chat_id) = app.writes("1", "hello").await;
    let olga = app.operator("olga", ANSWERS, true).await;
    let mut messages = Vec::new();
    let mut sha256 = String::new();
    for name in ["one.txt", "two.txt"] {
        let file = app.uploads(&olga, Some(chat_id), name, b"the same words").await;
        sha256 = file.sha256.clone().expect("a stored file has a hash");
        messages.push(sends(&app, &olga, chat_id, file.attachment_id).await.message_id);
    }
    let [first, second] = messages[..] else { panic!("two messages") };
    delete(&app.desk, &olga, this(first)).await.expect("deleted");
    assert!(app.has_content(&sha256).await, "the other message needs the file");
    let rows = app.read(move |connection| attachment::of_message(connection, first)).await;
    assert_eq!((rows.len(), rows[0].sha256.as_deref()), (1, None));
    delete(&app.desk, &olga, this(second)).await.expect("deleted");
    assert!(!app.has_content(&sha256).await, "nobody needs the file");
    delete(&app.desk, &olga, this(second)).await.expect("deleting twice changes nothing");
    assert_eq!(app.count(EventKind::MessageDeleted).await, 2);
}

#[both_databases]
async fn a_message_that_was_deleted_before_it_came_is_not_stored(app: TestApp) {
    app.writes("1", "hello").await;
    assert_eq!(app.take_one(gone("gone", reference("2"))).await, ItemOutcome::Ignored);
    assert_eq!(app.take_one(written("2", "oops")).await, ItemOutcome::Duplicate);
    let mut edited = inbound("2", "edited");
    edited.edited_at = Some(Timestamp(2_000));
    let edit = item("edit", InboundEvent::Edited(edited, None));
    assert_eq!(app.take_one(edit).await, ItemOutcome::Duplicate);
    let mut part = inbound("2", "a part of it");
    part.reference.part = Some("caption".to_owned());
    let part = item("part", InboundEvent::Message(part));
    assert_eq!(app.take_one(part).await, ItemOutcome::Duplicate);
    assert_eq!(app.count(EventKind::MessageCreated).await, 1);
    let later = app.take_one(written("3", "something else")).await;
    assert!(matches!(later, ItemOutcome::Stored { .. }), "{later:?}");
}

#[both_databases]
async fn a_first_message_that_was_deleted_before_it_came_opens_no_chat(app: TestApp) {
    let both = app.take(vec![gone("gone", reference("1")), written("1", "oops")]).await;
    let Ok(Ingested::Done { outcomes, .. }) = both else { panic!("{both:?}") };
    assert_eq!(outcomes, [ItemOutcome::Ignored, ItemOutcome::Duplicate]);
    assert_eq!(app.count(EventKind::ChatOpened).await, 0);
}

#[both_databases]
async fn threads_of_one_platform_chat_have_message_numbers_of_their_own(app: TestApp) {
    let business = PlatformChat { thread: Some("business:7".to_owned()), ..place() };
    let in_business = |id: &str| PlatformMessage { chat: business.clone(), ..reference(id) };
    let (plain, plain_chat) = app.writes("1", "to the bot").await;
    let mut told = inbound("1", "to the shop");
    told.reference = in_business("1");
    let (message_id, chat_id) = app.stored(item("business", InboundEvent::Message(told))).await;
    assert_ne!((message_id, chat_id), (plain, plain_chat));
    let names = app.read(move |connection| message_reference::of_message(connection, message_id));
    assert_eq!(names.await, [in_business("1")], "the thread is kept");

    assert_eq!(app.take_one(gone("gone", in_business("1"))).await, ItemOutcome::Changed);
    assert!(app.message(message_id).await.deleted_at.is_some());
    assert_eq!(app.message(plain).await.body, "to the bot");
    assert_eq!(app.take_one(gone("early", in_business("2"))).await, ItemOutcome::Ignored);
    let same_number = app.take_one(written("2", "to the bot again")).await;
    assert!(matches!(same_number, ItemOutcome::Stored { .. }), "{same_number:?}");
}

#[both_databases]
async fn a_colleagues_message_that_was_deleted_before_it_came_stays_away(app: TestApp) {
    app.writes("1", "hello").await;
    app.take_one(gone("gone", reference("2"))).await;
    let mut told = inbound("2", "never mind");
    told.author = InboundAuthor::OperatorElsewhere;
    let late = app.take_one(item("echo", InboundEvent::Message(told))).await;
    assert_eq!(late, ItemOutcome::Duplicate);
}
