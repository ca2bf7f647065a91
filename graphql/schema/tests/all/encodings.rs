//! What is encoded once for many subscribers is what each of them would have got alone.

use crate::app::{ANSWERS, TestApp};
use crate::board::{Board, head};
use async_graphql::{Executor, Request, Response};
use futures::StreamExt;
use serde_json::Value;
use std::{sync::Arc, time::Duration};
use switchboard_desk::Context;
use switchboard_model::Permission;
use switchboard_store::testing::both_databases;
use tokio::{
    sync::mpsc::{UnboundedReceiver, unbounded_channel},
    time::timeout,
};

/// What stands in the place of a value that is only copied.
const RAW: &str = "RawValue";
/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// Rounds in which a message comes in. A feed that has just been opened may read the first of them from
/// the log by itself; then it shares the live ones.
const ROUNDS: usize = 20;

/// Messages come in, one after another, and the first of those who follow reads each once all were told
/// of it; what every follower is told of each message, by round and follower.
async fn told(
    app: &TestApp,
    board: &Arc<Board>,
    who: &[Context],
    fields: &str,
) -> Vec<Vec<Response>> {
    let after = board.ask(&who[0], "{ headCursor }").await["headCursor"].to_string();
    let text = format!(
        "subscription {{ events(after: {after}, topics: [CHATS]) {{
            cursor events {{ kind ... on MessageEvent {{ message {{ {fields} }} }} }} }} }}"
    );
    let mut followers = Vec::new();
    for context in who {
        let mut feed = board.schema.execute_stream(Request::new(&text).data(context.clone()), None);
        let (sender, receiver) = unbounded_channel();
        tokio::spawn(async move {
            while let Some(response) = feed.next().await {
                if sender.send(response).is_err() {
                    return;
                }
            }
        });
        followers.push(receiver);
    }
    let mut rounds = Vec::new();
    for round in 0..ROUNDS {
        let place = head(app).await;
        let word = format!("{} {round}", fields.len());
        let (_, chat_id) = app.writes(&word, &word).await;
        board.tell_since(app, place).await;
        let mut answers = Vec::new();
        for follower in &mut followers {
            answers.push(about(follower, &format!("\"{word}\"")).await);
        }
        let read = format!(
            "mutation {{ chatMarkRead(input: {{ chatId: \"{chat_id}\" }}) {{ userErrors {{ message }} }} }}"
        );
        board.ask(&who[0], &read).await;
        rounds.push(answers);
    }
    rounds
}

/// The next answer that holds a word.
async fn about(follower: &mut UnboundedReceiver<Response>, word: &str) -> Response {
    let wanted = async {
        while let Some(response) = follower.recv().await {
            if json(&response).to_string().contains(word) {
                return response;
            }
        }
        panic!("the feed ended");
    };
    timeout(PATIENCE, wanted).await.expect("nobody told of the message")
}

fn json(response: &Response) -> Value {
    assert!(response.errors.is_empty(), "{:?}", response.errors);
    response.data.clone().into_json().expect("JSON")
}

async fn operators(app: &TestApp) -> Vec<Context> {
    let with_channels = [ANSWERS, &[Permission::ChannelRead]].concat();
    let everything = [ANSWERS, &[Permission::ChatReadAll]].concat();
    vec![
        app.operator("olga", &everything, true).await,
        app.operator("otto", &everything, true).await,
        app.operator("oleg", ANSWERS, true).await,
        app.operator("oda", &with_channels, true).await,
    ]
}

#[both_databases]
async fn many_are_told_what_each_would_be_told_alone(app: TestApp) {
    let who = operators(&app).await;
    let board = Arc::new(Board::of(&app));
    let fields = "body chat { unreadCount viewerCan channel { key } }";
    for (round, answers) in told(&app, &board, &who, fields).await.iter().enumerate() {
        let chats: Vec<_> = answers.iter().map(|answer| chat(&json(answer))).collect();
        assert_eq!(chats[0]["unreadCount"], 1, "the reader's");
        assert_eq!(chats[1]["unreadCount"], round + 1, "another's");
        assert_eq!(chats[2]["unreadCount"], round + 1, "another's");
        assert!(chats[2]["channel"]["key"].is_null(), "without the permission to channels");
        assert!(chats[3]["channel"]["key"].is_string(), "with the permission to channels");
    }
}

fn chat(answer: &Value) -> Value {
    let events = answer["events"]["events"].as_array().expect("events");
    let message = events.iter().find(|event| event["message"].is_object());
    message.expect("a message")["message"]["chat"].clone()
}

#[both_databases]
async fn permissions_are_kept_where_encodings_are_shared(app: TestApp) {
    let who = operators(&app).await;
    let board = Arc::new(Board::of(&app));
    for answers in told(&app, &board, &who, "body chat { channel { key } }").await {
        let keys = answers.iter().map(|answer| chat(&json(answer))["channel"]["key"].is_string());
        assert_eq!(keys.collect::<Vec<_>>(), [false, false, false, true]);
    }
}

#[both_databases]
async fn only_what_is_nobodys_own_is_shared(app: TestApp) {
    let who = operators(&app).await;
    let board = Arc::new(Board::of(&app));
    for (fields, may_be_shared) in [
        ("body sentAt chat { number contact { name } }", true),
        ("body chat { unreadCount }", false),
    ] {
        let rounds = told(&app, &board, &who, fields).await;
        let is_shared = |answer: &Response| format!("{:?}", answer.data).contains(RAW);
        assert_eq!(rounds.iter().flatten().any(is_shared), may_be_shared, "{fields}");
    }
}
