//! One message at a time: what a person waits for, over the bare commit of the same minute.

use crate::{
    REST,
    limit::commits::{Commits, Database},
    options::{Options, ROUNDS},
    place::Place,
    row::reply::write,
    statistics::{median, percentile},
    table::Row,
};
use anyhow::Result;
use std::time::Instant;

/// Writes of one round, at most.
const WRITES: usize = 100;

/// The row.
pub async fn row(place: &Place, options: &Options) -> Result<Row> {
    let server = place.serve();
    let commits = Commits::open(&Database::Sqlite)?;
    let chats = place.visitors(&server, 1).await?;
    let operator = place.operator(&server);
    tokio::time::sleep(REST).await;
    let count = options.round.min(WRITES);
    let (mut product, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        for number in 0..count {
            let begun = Instant::now();
            write(&operator, &chats[0], &format!("one {number}")).await?;
            product.push(begun.elapsed().as_secs_f64() * 1e3);
        }
        for _ in 0..count {
            let (elapsed, _) = commits.write(1, 1).await?;
            bare.push(elapsed.as_secs_f64() * 1e3);
        }
    }
    let (p50, bare_p50) = (median(&product), median(&bare));
    Ok(Row {
        name: "one reply at a time over a bare commit".to_owned(),
        product: format!("p50 {p50:.2} ms, p99 {:.2} ms", percentile(&product, 0.99)),
        limit: format!("p50 {bare_p50:.2} ms, p99 {:.2} ms", percentile(&bare, 0.99)),
        ratio: format!("{:.2}", p50 / bare_p50),
        budget: "≤ 1.5",
        settings: format!("{ROUNDS} rounds of {count}, SQLite FULL, GraphQL over loopback"),
    })
}
