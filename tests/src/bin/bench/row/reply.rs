//! An operator's reply by GraphQL, durable, many clients at once.

use crate::{
    REST,
    limit::{
        Limit,
        commits::{Commits, Database},
    },
    load::{Throughput, closed_loop},
    options::{CLIENTS, MORE, Options, ROUNDS},
    place::Place,
    statistics::median,
    table::Row,
    telegram::Hook,
    usage::processor_time,
};
use anyhow::{Result, bail};
use serde_json::{Value, json};
use switchboard_testkit::remote::Remote;

const REPLY: &str = "mutation($input: MessageReplyInput!) { messageReply(input: $input) {
    message { id } userErrors { message } } }";

/// The row.
pub async fn row(place: &Place, options: &Options) -> Result<Row> {
    let server = place.serve();
    let hello = Limit::start("hello")?;
    let commits = Commits::open(&Database::Sqlite)?;
    let hello_hook = Hook::new(&reqwest::Client::new(), hello.url("/"));
    let chats = place.visitors(&server, CLIENTS).await?;
    let operator = place.operator(&server);
    tokio::time::sleep(REST).await;
    let count = options.round;
    let (mut product, mut requests, mut rows) =
        (Throughput::default(), Throughput::default(), Throughput::default());
    // The first round warms up and is not counted.
    for round in 0..=ROUNDS {
        let (operator, chats) = (operator.clone(), chats.clone());
        let work = move |client: usize, number| {
            let (operator, chat) = (operator.clone(), chats[client % chats.len()].clone());
            async move { write(&operator, &chat, &format!("reply {number}")).await }
        };
        let before = processor_time(server.id())?;
        let elapsed = closed_loop(CLIENTS, 0, count, work).await?;
        let used = processor_time(server.id())?.saturating_sub(before);
        let before = processor_time(hello.id())?;
        let hook = hello_hook.clone();
        let work = move |_, number| {
            let hook = hook.clone();
            async move { hook.post(number).await }
        };
        let hello_elapsed = closed_loop(CLIENTS, 0, count * MORE, work).await?;
        let hello_used = processor_time(hello.id())?.saturating_sub(before);
        let (commit_elapsed, commit_used) = commits.write(CLIENTS, count * MORE).await?;
        if round > 0 {
            product.add(count, elapsed, used);
            requests.add(count * MORE, hello_elapsed, hello_used);
            rows.add(count * MORE, commit_elapsed, commit_used);
        }
    }
    Ok(Row {
        name: format!("operator's reply by GraphQL, {CLIENTS} clients"),
        product: product.words(),
        limit: format!("hello {}; group commit {}", requests.words(), rows.words()),
        ratio: format!(
            "{:.2} of the group commit's rate",
            median(&product.per_second) / median(&rows.per_second)
        ),
        budget: "≥ 4,000 /s, ≤ 400 µs",
        settings: format!(
            "{ROUNDS} rounds of {count}, SQLite FULL, {CLIENTS} chats of the web channel, workers \
             and search on"
        ),
    })
}

/// Has an operator reply.
pub async fn write(operator: &Remote, chat: &Value, body: &str) -> Result<()> {
    let input = json!({ "chatId": chat, "body": body });
    let (status, answer) = operator.send(REPLY, &json!({ "input": input })).await?;
    if !answer["data"]["messageReply"]["message"]["id"].is_string() {
        bail!("no reply was written ({status}): {answer}");
    }
    Ok(())
}
