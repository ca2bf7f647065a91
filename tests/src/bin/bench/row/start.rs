//! From the start of the process to the answer that it is ready, with a filled database.

use crate::{filling::Filled, options::ROUNDS, statistics::median, table::Row};
use anyhow::{Result, ensure};
use std::time::Instant;

/// The row.
pub async fn row(filled: &Filled) -> Result<Row> {
    let Filled { place, filling } = filled;
    let http = reqwest::Client::new();
    // The first start compiles the plugins into the cache.
    place.serve().terminate();
    let (mut starts, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let server = place.serve();
        let answer = http.get(server.url("/readyz")).send().await?;
        starts.push(begun.elapsed().as_secs_f64() * 1e3);
        ensure!(answer.status().is_success(), "the server is not ready: {}", answer.status());
        server.terminate();
        let begun = Instant::now();
        place.start.run(&["--version"]);
        bare.push(begun.elapsed().as_secs_f64() * 1e3);
    }
    let (start, bare) = (median(&starts), median(&bare));
    Ok(Row {
        name: format!("start to ready, {} messages in {} chats", filling.messages, filling.chats),
        product: format!("{start:.0} ms"),
        limit: format!("{bare:.0} ms for --version"),
        ratio: format!("{:.1}", start / bare),
        budget: "≤ 1 s",
        settings: format!("SQLite, median of {ROUNDS}"),
    })
}
