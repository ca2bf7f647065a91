//! Somebody who writes, and writes again with the same key whenever no answer came: one effect each.

use rand::{Rng, rngs::StdRng};
use serde_json::{Value, json};
use std::{
    ops::Range,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use switchboard_testkit::{graphql::mutation, remote::Remote};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};

/// Pause before a request without an answer is sent again.
const AGAIN: Duration = Duration::from_millis(100);
/// How long the server may be away.
const OUTAGE_MAX: Duration = Duration::from_secs(60);
/// How often a request that was answered is sent once more, as a client does whose answer was lost.
const REPEAT: f64 = 0.2;

/// Who writes.
#[derive(Clone, Debug)]
pub enum Author {
    /// A visitor, in its chat.
    Visitor,
    /// An operator, in one of these chats.
    Operator { chats: Vec<String> },
}

/// A message that the server has confirmed.
#[derive(Clone, Debug)]
pub struct Written {
    /// Its text, unlike any other.
    pub body: String,
    /// Its global id.
    pub message_id: String,
}

/// Somebody who writes.
pub struct Writer {
    name: String,
    author: Author,
    remote: Remote,
    written: Vec<Written>,
}

/// A writer at work.
pub struct Writing {
    stop: Arc<AtomicBool>,
    task: JoinHandle<Vec<Written>>,
}

impl Writer {
    /// A writer who has written nothing yet.
    pub fn new(name: String, author: Author, remote: Remote) -> Self {
        Self { name, author, remote, written: Vec::new() }
    }

    /// Writes with pauses until it is stopped.
    pub fn start(mut self, pause: Range<u64>, mut random: StdRng) -> Writing {
        let stop = Arc::new(AtomicBool::new(false));
        let is_stopped = Arc::clone(&stop);
        let task = tokio::spawn(async move {
            while !is_stopped.load(Ordering::Relaxed) {
                sleep(Duration::from_millis(random.random_range(pause.clone()))).await;
                self.write_one(&mut random).await;
            }
            self.written
        });
        Writing { stop, task }
    }

    /// Writes one message, for as long as it takes.
    pub async fn write_one(&mut self, random: &mut StdRng) {
        let key = format!("{}-{}", self.name, self.written.len());
        let mut input = json!({ "body": key, "clientMutationId": key });
        let name = match &self.author {
            Author::Visitor => "messageWrite",
            Author::Operator { chats } => {
                input["chatId"] = json!(chats[random.random_range(0..chats.len())]);
                "messageReply"
            }
        };
        let query = mutation(name, "message { id } userErrors { message }");
        let variables = json!({ "input": input });
        let send = async || {
            let data = persist(&self.remote, &query, &variables).await;
            let id = data[name]["message"]["id"].as_str();
            id.unwrap_or_else(|| panic!("{key}: {data}")).to_owned()
        };
        let message_id = send().await;
        if random.random_bool(REPEAT) {
            assert_eq!(send().await, message_id, "{key} was written twice");
        }
        self.written.push(Written { body: key, message_id });
    }
}

impl Writing {
    /// Lets it finish what it holds; gives all that it has written.
    pub async fn stop(self) -> Vec<Written> {
        self.stop.store(true, Ordering::Relaxed);
        self.task.await.expect("the writer writes on")
    }
}

/// Sends a document until there is an answer, which must be free of errors; gives its data.
pub async fn persist(remote: &Remote, query: &str, variables: &Value) -> Value {
    let deadline = Instant::now() + OUTAGE_MAX;
    loop {
        match remote.send(query, variables).await {
            Ok((_, mut body)) => {
                assert!(body.get("errors").is_none(), "{variables}: {body:#}");
                return body["data"].take();
            }
            Err(error) => {
                assert!(Instant::now() < deadline, "no answer for {OUTAGE_MAX:?}: {error}");
                sleep(AGAIN).await;
            }
        }
    }
}
