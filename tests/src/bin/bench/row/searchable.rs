//! From the commit of a message to the search that finds it, at a steady rate of others.

use crate::{
    REST,
    options::Options,
    place::Place,
    row::reply::write,
    statistics::{median, percentile},
    steady::Steady,
    table::Row,
    telegram::Hook,
};
use anyhow::{Result, bail};
use serde_json::json;
use std::time::{Duration, Instant};

const SEARCH: &str =
    "query($query: String!) { search(query: $query, first: 1) { nodes { __typename } } }";
/// Messages that are looked for.
const SAMPLES: usize = 100;
/// Pause between two looks.
const LOOK: Duration = Duration::from_millis(4);
/// How long a message may stay hidden.
const PATIENCE: Duration = Duration::from_secs(20);
/// Number of the first message of this row; those of other rows lie elsewhere.
const FIRST: usize = 200_000_000;

/// The row.
pub async fn row(place: &Place, options: &Options) -> Result<Row> {
    let server = place.serve();
    let chats = place.visitors(&server, 1).await?;
    let operator = place.operator(&server);
    let hook = Hook::new(&reqwest::Client::new(), server.url("/hooks/telegram"));
    let steady = Steady::start(hook, options.rate, FIRST);
    tokio::time::sleep(REST).await;
    let mut waits = Vec::new();
    for number in 0..SAMPLES {
        let word = format!("findme{number:05}x{}", FIRST + number);
        write(&operator, &chats[0], &word).await?;
        let committed = Instant::now();
        loop {
            let data = operator.data(SEARCH, json!({ "query": word })).await;
            if data["search"]["nodes"].as_array().is_some_and(|nodes| !nodes.is_empty()) {
                break;
            }
            if committed.elapsed() > PATIENCE {
                bail!("{word} cannot be found after {PATIENCE:?}");
            }
            tokio::time::sleep(LOOK).await;
        }
        waits.push(committed.elapsed().as_secs_f64() * 1e3);
    }
    let reached = steady.stop().await?;
    Ok(Row {
        name: "commit to searchable".to_owned(),
        product: format!("p50 {:.0} ms, p99 {:.0} ms", median(&waits), percentile(&waits, 0.99)),
        limit: String::new(),
        ratio: String::new(),
        budget: "p99 ≤ 300 ms at 1,000 /s",
        settings: format!(
            "{SAMPLES} replies beside {reached:.0} inbound messages/s ({} wanted), looked for every \
             {LOOK:?}",
            options.rate
        ),
    })
}
