//! The list of 25 chats with all its columns.

use crate::{
    REST,
    filling::Filled,
    limit::Limit,
    options::{Options, ROUNDS},
    statistics::{median, percentile},
    table::Row,
    telegram::Hook,
    usage::processor_time,
};
use anyhow::Result;
use serde_json::json;
use std::time::Instant;

/// The list with all its columns.
pub const LIST: &str = "{ chats(first: 25) { nodes { id number createdAt lastMessageAt
    lastMessage { id body sentAt } contact { id name role phone email } operator { id name }
    channel { id name } status isUnanswered unreadCount } pageInfo { hasNextPage endCursor } } }";
/// Lists of one round, at most.
const LISTS: usize = 100;

/// The row of one size.
pub async fn row(filled: &Filled, options: &Options) -> Result<Row> {
    let server = filled.place.serve();
    let hello = Limit::start("hello")?;
    let hello_hook = Hook::new(&reqwest::Client::new(), hello.url("/"));
    let operator = filled.place.operator(&server);
    let count = options.round.min(LISTS);
    tokio::time::sleep(REST).await;
    operator.data(LIST, json!({})).await;
    let (mut waits, mut bare, mut used_us) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let before = processor_time(server.id())?;
        for _ in 0..count {
            let begun = Instant::now();
            operator.data(LIST, json!({})).await;
            waits.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        let used = processor_time(server.id())?.saturating_sub(before);
        used_us.push(used.as_secs_f64() * 1e6 / count as f64);
        for number in 0..count {
            let begun = Instant::now();
            hello_hook.post(number).await?;
            bare.push(begun.elapsed().as_secs_f64() * 1e3);
        }
    }
    let (p50, bare_p50) = (median(&waits), median(&bare));
    Ok(Row {
        name: format!(
            "list of 25 chats, {} messages in {} chats",
            filled.filling.messages, filled.filling.chats
        ),
        product: format!(
            "p50 {p50:.2} ms, p99 {:.2} ms, {:.0} µs CPU",
            percentile(&waits, 0.99),
            median(&used_us)
        ),
        limit: format!("hello p50 {bare_p50:.2} ms"),
        ratio: format!("{:.1}", p50 / bare_p50),
        budget: "p50 ≤ 2 ms, ≤ 1 ms CPU, flat",
        settings: format!("{ROUNDS} rounds of {count}, 1 client, an admin, SQLite"),
    })
}
