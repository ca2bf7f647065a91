//! What the server tells at `/metrics`.

use anyhow::{Result, bail};
use std::time::{Duration, Instant};

/// Pause between two looks: a look costs the server some queries.
const LOOK: Duration = Duration::from_millis(25);
/// How long what was taken in may need until everything has followed.
const PATIENCE: Duration = Duration::from_secs(60);

/// A sample's value.
pub fn value(text: &str, sample: &str) -> Option<f64> {
    text.lines().find_map(|line| line.strip_prefix(sample)?.trim().parse().ok())
}

/// All numbers of a server.
pub async fn read(http: &reqwest::Client, server_url: &str) -> Result<String> {
    let answer = http.get(format!("{server_url}/metrics")).send().await?.error_for_status()?;
    Ok(answer.text().await?)
}

/// Waits until every inbound request is parsed and the tail and the search have seen every event.
pub async fn rest(http: &reqwest::Client, server_url: &str) -> Result<()> {
    let samples = [
        "switchboard_queue_length{queue=\"inbound_requests\"}",
        "switchboard_follower_lag_events{follower=\"tail\"}",
        "switchboard_follower_lag_events{follower=\"search\"}",
    ];
    let begun = Instant::now();
    loop {
        let text = read(http, server_url).await?;
        // An index that is made for the first time has no place in the log to tell of.
        let behind: Vec<&str> =
            samples.into_iter().filter(|sample| value(&text, sample) != Some(0.0)).collect();
        if behind.is_empty() {
            return Ok(());
        }
        if begun.elapsed() > PATIENCE {
            bail!("not at rest after {PATIENCE:?}: {}", behind.join(", "));
        }
        tokio::time::sleep(LOOK).await;
    }
}
