//! An inbound message all-in: hook, raw row, guest, ingest, log, search.

use crate::{
    REST,
    limit::{
        Limit,
        commits::{Commits, Database},
    },
    load::{Throughput, closed_loop},
    metrics,
    options::{CLIENTS, MORE, Options, ROUNDS},
    place::Place,
    statistics::median,
    table::Row,
    telegram::Hook,
    usage::processor_time,
};
use anyhow::Result;

/// The row on one kind of database.
pub async fn row(place: &Place, bare: &Database, options: &Options) -> Result<Row> {
    let server = place.serve();
    let hello = Limit::start("hello")?;
    let commits = Commits::open(bare)?;
    let http = reqwest::Client::new();
    let hook = Hook::new(&http, server.url("/hooks/telegram"));
    let hello_hook = Hook::new(&http, hello.url("/"));
    tokio::time::sleep(REST).await;
    let count = options.round;
    let (mut product, mut requests, mut rows) =
        (Throughput::default(), Throughput::default(), Throughput::default());
    // The first round warms up and is not counted.
    for round in 0..=ROUNDS {
        let first = 1 + round * count;
        let before = processor_time(server.id())?;
        let begun = std::time::Instant::now();
        post(&hook, first, count).await?;
        metrics::rest(&http, &server.url("")).await?;
        let elapsed = begun.elapsed();
        let used = processor_time(server.id())?.saturating_sub(before);
        let before = processor_time(hello.id())?;
        let hello_elapsed = post(&hello_hook, first, count * MORE).await?;
        let hello_used = processor_time(hello.id())?.saturating_sub(before);
        let (commit_elapsed, commit_used) = commits.write(CLIENTS, count * MORE).await?;
        if round > 0 {
            product.add(count, elapsed, used);
            requests.add(count * MORE, hello_elapsed, hello_used);
            rows.add(count * MORE, commit_elapsed, commit_used);
        }
    }
    Ok(Row {
        name: format!("inbound message all-in, {}, {CLIENTS} clients", bare.name()),
        product: product.words(),
        limit: format!("hello {}; group commit {}", requests.words(), rows.words()),
        ratio: format!(
            "{:.2} of the group commit's rate",
            median(&product.per_second) / median(&rows.per_second)
        ),
        budget: match bare {
            Database::Sqlite => "≥ 4,000 /s, ≤ 400 µs",
            Database::Postgres(_) => "≥ 2,000 /s",
        },
        settings: format!(
            "{ROUNDS} rounds of {count}, until parsed, tailed and searchable; Telegram guest, 1,000 \
             customers; the database server's own CPU is not in it"
        ),
    })
}

async fn post(hook: &Hook, first: usize, count: usize) -> Result<std::time::Duration> {
    let hook = hook.clone();
    let work = move |_, number| {
        let hook = hook.clone();
        async move { hook.post(number).await }
    };
    closed_loop(CLIENTS, first, count, work).await
}
