//! Memory of the server: at rest, and while it answers with a large database.

use crate::{
    REST,
    filling::Filled,
    load::closed_loop,
    metrics,
    options::{CLIENTS, Options},
    place::Place,
    row::reply::write,
    table::Row,
    telegram::Hook,
    usage::memory_kib,
};
use anyhow::Result;
use std::time::Duration;

/// Replies of a burst.
const BURST: usize = 45_000;
/// From the end of a burst to the look at what is left of it.
const AFTER: Duration = Duration::from_secs(60);
/// Number of the first message of this row; those of other rows lie below.
const FIRST: usize = 100_000_000;

/// At rest, with the bundled plugins.
pub async fn idle(filled: &Filled) -> Result<Row> {
    let Filled { place, filling } = filled;
    let server = place.serve();
    tokio::time::sleep(REST).await;
    let idle = memory_kib(server.id())? / 1024.0;
    Ok(Row {
        name: format!("memory at rest, {} messages in {} chats", filling.messages, filling.chats),
        product: format!("{idle:.0} MiB PSS"),
        limit: String::new(),
        ratio: String::new(),
        budget: "≤ 80 MiB",
        settings: format!("bundled plugins loaded, SQLite, {REST:?} after the start"),
    })
}

/// After a round of inbound messages on the large database.
pub async fn under_load(place: &Place, options: &Options) -> Result<Row> {
    let server = place.serve();
    let http = reqwest::Client::new();
    let hook = Hook::new(&http, server.url("/hooks/telegram"));
    let count = options.round * 2;
    let work = move |_, number| {
        let hook = hook.clone();
        async move { hook.post(number).await }
    };
    closed_loop(CLIENTS, FIRST, count, work).await?;
    let loaded = memory_kib(server.id())? / 1024.0;
    metrics::rest(&http, &server.url("")).await?;
    Ok(Row {
        name: "memory under load".to_owned(),
        product: format!("{loaded:.0} MiB PSS"),
        limit: String::new(),
        ratio: String::new(),
        budget: "≤ 300 MiB at 1 M",
        settings: format!(
            "{} messages stored, {count} inbound by {CLIENTS} clients just before",
            options.messages
        ),
    })
}

/// A minute after a burst of replies.
pub async fn after_burst(place: &Place, options: &Options) -> Result<Row> {
    let server = place.serve();
    let chats = place.visitors(&server, CLIENTS).await?;
    let operator = place.operator(&server);
    // A small run is a smaller burst as well.
    let count = BURST.min(options.round * 30);
    let work = move |client: usize, number| {
        let (operator, chat) = (operator.clone(), chats[client % chats.len()].clone());
        async move { write(&operator, &chat, &format!("burst {number}")).await }
    };
    closed_loop(CLIENTS, 0, count, work).await?;
    let loaded = memory_kib(server.id())? / 1024.0;
    tokio::time::sleep(AFTER).await;
    let left = memory_kib(server.id())? / 1024.0;
    Ok(Row {
        name: "memory a minute after a burst".to_owned(),
        product: format!("{left:.0} MiB PSS"),
        limit: format!("{loaded:.0} MiB at its end"),
        ratio: String::new(),
        budget: "≤ 100 MiB",
        settings: format!("{count} replies by {CLIENTS} clients, SQLite FULL, {AFTER:?} later"),
    })
}
