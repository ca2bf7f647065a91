//! A search with permissions and highlights over bare tantivy on the same index.

use crate::{
    REST,
    filling::Filled,
    limit::search::Bare,
    options::{Options, ROUNDS},
    statistics::{median, percentile},
    table::Row,
    usage::processor_time,
};
use anyhow::{Result, ensure};
use serde_json::json;
use std::time::Instant;

const SEARCH: &str = "query($query: String!) { search(query: $query, first: 20) {
    edges { score highlights { start length } node { __typename
    ... on Message { id body sentAt chat { id number } } ... on Contact { id name } } } } }";
/// What is looked for: words as they stand in the index, two of them with a slip, which no document has.
const QUERIES: [&str; 8] = [
    "courier job",
    "refund card",
    "посилку",
    "curier job",
    "garantie heute",
    "pedido paquete",
    "garantie hute",
    "invoice",
];
/// Searches of one round, at most.
const SEARCHES: usize = 60;

/// The row.
pub async fn row(filled: &Filled, options: &Options) -> Result<Row> {
    let server = filled.place.serve();
    let bare = Bare::open(&filled.place.start.data)?;
    let operator = filled.place.operator(&server);
    let count = options.round.min(SEARCHES);
    tokio::time::sleep(REST).await;
    let (mut waits, mut limits, mut used_us, mut found) = (Vec::new(), Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        let before = processor_time(server.id())?;
        for number in 0..count {
            let query = QUERIES[number % QUERIES.len()];
            let begun = Instant::now();
            let data = operator.data(SEARCH, json!({ "query": query })).await;
            waits.push(begun.elapsed().as_secs_f64() * 1e3);
            let hits = data["search"]["edges"].as_array().map_or(0, Vec::len);
            ensure!(hits > 0, "nothing is found for {query}");
        }
        let used = processor_time(server.id())?.saturating_sub(before);
        used_us.push(used.as_secs_f64() * 1e6 / count as f64);
        for number in 0..count {
            let begun = Instant::now();
            found += bare.search(QUERIES[number % QUERIES.len()], 20)?;
            limits.push(begun.elapsed().as_secs_f64() * 1e3);
        }
    }
    let (p50, bare_p50) = (median(&waits), median(&limits));
    let (p99, bare_p99) = (percentile(&waits, 0.99), percentile(&limits, 0.99));
    Ok(Row {
        name: format!(
            "search with permissions and highlights, {} messages",
            filled.filling.messages
        ),
        product: format!("p50 {p50:.2} ms, p99 {p99:.2} ms, {:.0} µs CPU", median(&used_us)),
        limit: format!("p50 {bare_p50:.2} ms, p99 {bare_p99:.2} ms"),
        ratio: format!("p50 {:.1}, p99 {:.1}", p50 / bare_p50, p99 / bare_p99),
        budget: "p50 ≤ 2, p99 ≤ 2",
        settings: format!(
            "{ROUNDS} rounds of {count}, top 20; the product over HTTP with texts; bare: the same \
             clauses with typos, beginnings and phrases, BM25, ids alone, in process, {:.1} hits",
            found as f64 / (count * ROUNDS) as f64
        ),
    })
}
