//! A schema that counts what it runs, a server for it, and clients.

mod people;
mod schema;
mod server;
mod socket;

pub use schema::Counts;
pub use server::TestServer;
pub use socket::{Heard, Socket};

use serde_json::Value;
use std::{future::Future, time::Duration};

/// Longer than any wait of a healthy test on a busy machine.
pub const PATIENCE: Duration = Duration::from_secs(20);

/// The code of the first error; empty where there is none.
pub fn code(answer: &Value) -> &str {
    answer["errors"][0]["extensions"]["code"].as_str().unwrap_or_default()
}

/// Waits for something that must happen.
pub async fn within<T>(what: &str, future: impl Future<Output = T>) -> T {
    match tokio::time::timeout(PATIENCE, future).await {
        Ok(value) => value,
        Err(_) => panic!("{what} did not happen within {PATIENCE:?}"),
    }
}

/// Waits until a condition holds.
pub async fn until(what: &str, condition: impl Fn() -> bool) {
    within(what, async {
        while !condition() {
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    })
    .await;
}
