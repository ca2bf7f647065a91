//! Visitors with several chats side by side, where their channel offers that.

use crate::app::TestApp;
use crate::rounds::{closes, reason};
use crate::shorthand::unchanged_channel;
use crate::visitors::{say, visitor};
use serde_json::json;
use switchboard_desk::channel::update::{UpdateInput, update};
use switchboard_desk::limits::VISITOR_OPEN_CHATS_MAX;
use switchboard_desk::read::PageRequest;
use switchboard_desk::visitor::rate::{RateInput, rate};
use switchboard_desk::visitor::read::read;
use switchboard_desk::visitor::typing::{TypingInput, typing};
use switchboard_desk::visitor::write::{WhichChat, WriteInput, write};
use switchboard_desk::{Context, DeskError};
use switchboard_model::ChatId;
use switchboard_model::channel::Channel;
use switchboard_model::event::EventKind;
use switchboard_model::message::Message;
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, StoreError, Transaction, chat};

async fn offers(app: &TestApp) -> (Context, Channel) {
    let (_, admin) = app.admin().await;
    let channel = app.web_channel(&admin, json!({ "is_new_chat_offered": true })).await;
    (admin, channel)
}

async fn says(
    app: &TestApp,
    visitor: &Context,
    key: &str,
    chat: WhichChat,
) -> Result<Message, DeskError> {
    let said = WriteInput { chat, ..say(key, "hello") };
    write(&app.desk, visitor, said).await.map(|done| done.value)
}

async fn chat_of(app: &TestApp, visitor: &Context, key: &str, chat: WhichChat) -> ChatId {
    says(app, visitor, key, chat).await.expect("written").chat_id
}

fn code<T>(done: Result<T, DeskError>) -> &'static str {
    done.err().map_or("DONE", |error| error.code())
}

#[both_databases]
async fn a_visitor_begins_a_further_chat_once_and_writes_in_either(app: TestApp) {
    let (_, channel) = offers(&app).await;
    let (ana, bob) = (visitor(&app).await, visitor(&app).await);
    let first = chat_of(&app, &ana, "one", WhichChat::New).await;
    app.pass_ms(1_000);
    let (second, again) = tokio::join!(
        says(&app, &ana, "two", WhichChat::New),
        says(&app, &ana, "two", WhichChat::New),
    );
    let (second, again) = (second.expect("written"), again.expect("the same"));
    assert_eq!(second.message_id, again.message_id, "its key is one message");
    assert_ne!(second.chat_id, first);
    assert_eq!(app.count(EventKind::ChatOpened).await, 2);
    assert_eq!(app.chat(second.chat_id).await.channel_id, channel.channel_id);
    app.pass_ms(1_000);
    assert_eq!(chat_of(&app, &ana, "three", WhichChat::Last).await, second.chat_id);
    app.pass_ms(1_000);
    assert_eq!(chat_of(&app, &ana, "four", WhichChat::This(first)).await, first);
    app.pass_ms(1_000);
    assert_eq!(chat_of(&app, &ana, "five", WhichChat::Last).await, first, "the last one now");
    let repeated = says(&app, &ana, "two", WhichChat::Last).await.expect("the same");
    assert_eq!(repeated.message_id, second.message_id, "wherever it was said");
    assert_eq!(code(says(&app, &bob, "one", WhichChat::This(first)).await), "NOT_FOUND");

    let quote = WriteInput {
        chat: WhichChat::This(first),
        quoted_message_id: Some(second.message_id),
        ..say("six", "about that")
    };
    assert_eq!(code(write(&app.desk, &ana, quote).await), "INVALID", "it stands elsewhere");
    let retired = second.chat_id;
    let retire = move |transaction: &mut Transaction<'_>| chat::retire(transaction, retired);
    app.desk.store().write::<_, StoreError>(Lane::Any, retire).await.expect("retired");
    assert_eq!(code(says(&app, &ana, "seven", WhichChat::This(retired)).await), "CONFLICT");
}

#[both_databases]
async fn further_chats_are_begun_where_they_are_offered_and_not_without_end(app: TestApp) {
    let (admin, channel) = offers(&app).await;
    let ana = visitor(&app).await;
    let mut last = chat_of(&app, &ana, "chat-0", WhichChat::New).await;
    for number in 1..VISITOR_OPEN_CHATS_MAX {
        last = chat_of(&app, &ana, &format!("chat-{number}"), WhichChat::New).await;
    }
    assert_eq!(code(says(&app, &ana, "more", WhichChat::New).await), "CONFLICT");
    closes(&app, &admin, last, reason(&app).await).await;
    chat_of(&app, &ana, "more", WhichChat::New).await;

    let plain = Some(json!({}));
    let plain = UpdateInput { settings: plain, ..unchanged_channel(channel.channel_id) };
    update(&app.desk, &admin, plain).await.expect("updated");
    assert_eq!(code(says(&app, &ana, "another", WhichChat::New).await), "CONFLICT");
    assert_eq!(code(says(&app, &ana, "another", WhichChat::Last).await), "DONE");
}

/// F8, F77b for the customer's side.
#[both_databases]
async fn each_chat_is_read_rated_and_listed_by_itself(app: TestApp) {
    let (admin, _) = offers(&app).await;
    let ana = visitor(&app).await;
    let first = chat_of(&app, &ana, "one", WhichChat::New).await;
    app.pass_ms(1_000);
    let second = chat_of(&app, &ana, "two", WhichChat::New).await;
    app.pass_ms(1_000);
    let mut answers = Vec::new();
    for chat_id in [first, second] {
        answers.push(app.replies(&admin, chat_id, "here").await);
        app.pass_ms(1_000);
    }
    let identity_id = app.chat(first).await.identity_id;
    let unread = async || {
        let chats = [(first, identity_id), (second, identity_id)];
        let read = app.desk.read_related(move |related| related.unread_of_visitor(&chats));
        let counts = read.await.expect("counts");
        [counts[&first], counts[&second]]
    };
    assert_eq!(unread().await, [1, 1]);
    read(&app.desk, &ana, answers[0].message_id).await.expect("read");
    assert_eq!(unread().await, [0, 1]);

    closes(&app, &admin, first, reason(&app).await).await;
    let score = |chat_id| RateInput { chat_id, score: 5, comment: None };
    assert_eq!(code(rate(&app.desk, &ana, score(Some(first))).await), "DONE");
    assert_eq!(code(rate(&app.desk, &ana, score(None)).await), "CONFLICT", "the last is open");
    let types = |chat_id| TypingInput { chat_id, is_on: true, preview: None };
    let mut listener = app.desk.signals().listen();
    typing(&app.desk, &ana, types(Some(first))).await.expect("typing");
    let told = listener.next().await.expect("a signal").ephemeral;
    assert!(format!("{told:?}").contains(&format!("{first:?}")), "{told:?}");
    assert_eq!(
        code(typing(&app.desk, &visitor(&app).await, types(Some(first))).await),
        "NOT_FOUND"
    );

    let actor = ana.actor.clone();
    let list = app.desk.read(actor, move |reader| {
        let page = reader.visitor_chats(&PageRequest::first(1))?;
        Ok((page, reader.visitor_chat(Some(first))?, reader.visitor_chat_ids()?))
    });
    let (page, found, all) = list.await.expect("chats");
    assert_eq!((page.items[0].chat_id, page.has_next), (second, true));
    assert_eq!(found.map(|chat| chat.chat_id), Some(first));
    assert_eq!(all, [second, first]);
}
