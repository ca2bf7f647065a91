//! From the sending of a message to its event on an operator's screen, at a steady rate of others.

use crate::{
    REST,
    options::Options,
    place::Place,
    row::reply::write,
    statistics::{median, percentile},
    steady::Steady,
    table::Row,
    telegram::Hook,
    wire::{Frame, Wanted, listen},
};
use anyhow::{Context, Result};
use std::{
    net::Ipv4Addr,
    time::{Duration, Instant},
};
use tokio::{sync::mpsc::unbounded_channel, time::timeout};

/// What an operator's screen asks for.
pub const SUBSCRIPTION: &str = "subscription { events(topics: [CHATS]) { cursor reset { reason }
    events { kind subjectId ... on MessageEvent { message { id body sentAt authorKind } } } } }";
/// Messages whose event is waited for.
const SAMPLES: usize = 200;
/// How long an event may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// Number of the first message of this row; those of other rows lie elsewhere.
const FIRST: usize = 300_000_000;

/// The row.
pub async fn row(place: &Place, options: &Options) -> Result<Row> {
    let server = place.serve();
    let chats = place.visitors(&server, 1).await?;
    let operator = place.operator(&server);
    let secret = place.tokens.first().context("an operator")?;
    let (sender, mut frames) = unbounded_channel::<Frame>();
    let wanted = Wanted::Subscription(secret, SUBSCRIPTION);
    let screen =
        listen(Ipv4Addr::LOCALHOST, server.address(), "/graphql/ws", wanted, sender).await?;
    let hook = Hook::new(&reqwest::Client::new(), server.url("/hooks/telegram"));
    let steady = Steady::start(hook, options.rate, FIRST);
    tokio::time::sleep(REST).await;
    let mut waits = Vec::new();
    for number in 0..SAMPLES {
        let word = format!("screen-{number:05}");
        let begun = Instant::now();
        write(&operator, &chats[0], &word).await?;
        let came = timeout(PATIENCE, async {
            while let Some(frame) = frames.recv().await {
                if frame.text.contains(&word) {
                    return Some(frame.at);
                }
            }
            None
        });
        let came = came.await.context("no event came in time")?.context("the socket ended")?;
        waits.push(came.saturating_duration_since(begun).as_secs_f64() * 1e3);
    }
    let reached = steady.stop().await?;
    screen.abort();
    Ok(Row {
        name: "message sent to its event on a screen".to_owned(),
        product: format!("p50 {:.1} ms, p99 {:.1} ms", median(&waits), percentile(&waits, 0.99)),
        limit: String::new(),
        ratio: String::new(),
        budget: "p99 ≤ 50 ms at 500 /s",
        settings: format!(
            "{SAMPLES} replies beside {reached:.0} inbound messages/s ({} wanted), the request's own \
             time in it",
            options.rate
        ),
    })
}
