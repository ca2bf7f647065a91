//! The customers who write while a demo runs.

use crate::desk::DemoDesk;
use std::{sync::Arc, time::Duration};
use switchboard_demo::{customers, sign_in};
use switchboard_desk::message::reply::{ReplyInput, reply};
use switchboard_desk::{Context, session};
use switchboard_model::connector::{Text, TextFormat};
use switchboard_model::{Actor, AuthorKind, ChatId};
use switchboard_store::log::{self, LogPage};
use switchboard_store::testing::both_databases;
use switchboard_store::{channel, chat, operator};
use tokio::sync::broadcast;
use tokio_util::sync::CancellationToken;

/// More than a customer waits, in milliseconds.
const A_WHILE_MS: i64 = 60_000;
/// Nobody waits longer for what is to happen.
const PATIENCE: Duration = Duration::from_secs(60);

#[both_databases]
async fn somebody_writes_by_themselves(demo: DemoDesk) {
    demo.make(3).await;
    let before = demo.table("messages").await.row_count;
    let (bell, batches) = broadcast::channel(16);
    let stop = CancellationToken::new();
    let running = tokio::spawn(customers(demo.desk.clone(), 3, batches, stop.clone()));
    let written = async {
        while demo.table("messages").await.row_count == before {
            demo.clock.pass_ms(A_WHILE_MS);
            let _ = bell.send(Arc::new(Vec::new()));
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, written).await.expect("somebody writes");
    stop.cancel();
    running.await.expect("it ends").expect("whole files");
}

#[both_databases]
async fn who_is_answered_says_something_in_return(demo: DemoDesk) {
    demo.make(3).await;
    let epoch = demo.desk.store().epoch();
    // PostgreSQL hides what was committed while an older transaction of any test runs.
    while demo.read(log::has_hidden).await {}
    let head = demo.read(move |connection| log::head(connection, epoch)).await;
    let chat_id = answers(&demo).await;
    while demo.read(log::has_hidden).await {}
    let page = demo.read(move |connection| log::after(connection, head, 100)).await;
    let LogPage::Events(events) = page else { panic!("the log is there") };
    let (bell, batches) = broadcast::channel(16);
    assert!(bell.send(Arc::new(events)).is_ok(), "nobody listens");
    let stop = CancellationToken::new();
    let running = tokio::spawn(customers(demo.desk.clone(), 3, batches, stop.clone()));
    let answered = async {
        let last_author = || demo.read(move |connection| chat::get(connection, chat_id));
        while last_author().await.last_author_kind != Some(AuthorKind::Contact) {
            demo.clock.pass_ms(A_WHILE_MS);
            // One ring at a time: more than the bell holds would take the place of the answer.
            if bell.is_empty() {
                let _ = bell.send(Arc::new(Vec::new()));
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(PATIENCE, answered).await.expect("the customer answers");
    stop.cancel();
    running.await.expect("it ends").expect("whole files");
}

/// The first operator answers one of those who wait; gives the chat.
async fn answers(demo: &DemoDesk) -> ChatId {
    let (email, _) = sign_in().expect("whole files");
    let (operator_id, chat_id) = demo
        .read(move |connection| {
            let operator = operator::find_by_email(connection, &email)?.expect("an operator");
            let found = channel::find_by_key(connection, "lumen")?.expect("a channel");
            let (id, place) = (found.channel_id, "signed:lumen-900123");
            let chat = chat::find_current(connection, id, place, None)?.expect("a chat");
            Ok((operator.operator_id, chat.chat_id))
        })
        .await;
    let actor = session::at_console(&demo.desk, operator_id).await.expect("asked");
    let context = Context::of(Actor::Operator(actor.expect("an operator who may sign in")));
    let input = ReplyInput {
        chat_id,
        identity_id: None,
        text: Some(Text { body: "I am looking into it.".to_owned(), format: TextFormat::Plain }),
        quoted_message_id: None,
        attachment_ids: Vec::new(),
        template_id: None,
        if_last_message_id: None,
        expected_version: None,
    };
    reply(&demo.desk, &context, input).await.expect("a reply");
    chat_id
}
