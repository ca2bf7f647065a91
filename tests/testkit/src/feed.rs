//! A subscription in the same process, as server-sent events: what a follower of the feed gets.

use crate::{app::TestApp, graphql::Client};
use axum::body::{Body, BodyDataStream};
use futures::StreamExt;
use serde_json::Value;
use std::time::Duration;

/// How long a silent feed is waited for before the workers are run again.
const PATIENCE: Duration = Duration::from_millis(100);
/// How often that is done before the feed counts as silent.
const ROUNDS: usize = 100;

/// What came.
#[derive(Clone, Debug, PartialEq)]
pub enum Heard {
    /// A result.
    Result(Value),
    /// The end, as the source wanted it.
    Complete,
    /// Nothing for now.
    Silence,
}

/// A subscription.
pub struct Feed {
    stream: BodyDataStream,
    rest: String,
}

impl Feed {
    /// Of this answer's body.
    pub fn of(body: Body) -> Self {
        Self { stream: body.into_data_stream(), rest: String::new() }
    }

    /// What comes next, without waiting for more than a moment.
    pub async fn listen(&mut self) -> Heard {
        self.listen_for(PATIENCE).await
    }

    /// What comes next, if it comes in time.
    pub async fn listen_for(&mut self, patience: Duration) -> Heard {
        loop {
            if let Some(end) = self.rest.find("\n\n") {
                let block: String = self.rest.drain(..end + 2).collect();
                let line = |name: &str| {
                    block.lines().find_map(|line| line.strip_prefix(name)).map(str::trim)
                };
                match line("event:") {
                    Some("next") => {
                        let data = line("data:").expect("a result has data");
                        return Heard::Result(serde_json::from_str(data).expect("JSON"));
                    }
                    Some("complete") => return Heard::Complete,
                    _ => continue,
                }
            }
            match tokio::time::timeout(patience, self.stream.next()).await {
                Ok(Some(bytes)) => {
                    let bytes = bytes.expect("the body goes on");
                    self.rest.push_str(std::str::from_utf8(&bytes).expect("UTF-8"));
                }
                Ok(None) => return Heard::Complete,
                Err(_) => return Heard::Silence,
            }
        }
    }

    /// The next result, for which the server is run as long as it takes.
    pub async fn next(&mut self, app: &TestApp) -> Value {
        for _ in 0..ROUNDS {
            if let Some(data) = self.heard().await {
                return data;
            }
            app.settle().await;
        }
        panic!("the feed is silent")
    }

    /// The next result of what the log holds already: nothing is run for it.
    pub async fn replayed(&mut self) -> Value {
        for _ in 0..ROUNDS {
            if let Some(data) = self.heard().await {
                return data;
            }
        }
        panic!("the feed is silent")
    }

    /// The data of a result, unless there is silence.
    async fn heard(&mut self) -> Option<Value> {
        match self.listen().await {
            Heard::Result(result) => {
                assert!(result.get("errors").is_none(), "the feed failed: {result:#}");
                Some(result["data"].clone())
            }
            Heard::Complete => panic!("the feed ended"),
            Heard::Silence => None,
        }
    }
}

impl Client {
    /// Subscribes. A feed of events says where it begins, as of [`TestApp::head`]: one that begins "now" does so when
    /// the server has come to it, and misses what happens until then.
    pub async fn subscribe(&self, query: &str, variables: Value) -> Feed {
        let is_of_events =
            ["{ events", "{ chat(", "{ myChat"].iter().any(|one| query.contains(one));
        assert!(!is_of_events || query.contains("after: "), "where does it begin? {query}");
        Feed::of(self.post(query, variables, "text/event-stream").await.into_body())
    }
}
