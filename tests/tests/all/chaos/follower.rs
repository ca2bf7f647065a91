//! A client that follows a feed over a line that breaks: it goes away, comes back, says where it was,
//! and keeps every message that it is told, also one that it was told before.

use super::snapshot;
use rand::{Rng, rngs::StdRng};
use serde_json::{Value, json};
use std::{
    sync::{Arc, Mutex, MutexGuard},
    time::Duration,
};
use switchboard_testkit::{
    remote::Remote,
    socket::{Ended, Subscription},
};
use tokio::{task::JoinHandle, time::sleep};

/// Pause before a line that never opened is tried again.
const AGAIN: Duration = Duration::from_millis(200);

/// Whose feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// All that an operator may see.
    Operator,
    /// A visitor's chat.
    Visitor,
}

impl Side {
    /// Where its schema is.
    pub fn path(self) -> &'static str {
        match self {
            Self::Operator => "/graphql",
            Self::Visitor => "/visitor/graphql",
        }
    }

    fn query(self) -> &'static str {
        match self {
            Self::Operator => {
                "subscription($after: EventCursor) { feed: events(after: $after, topics: [CHATS]) {
                 cursor reset { reason } events { kind subjectId } } }"
            }
            Self::Visitor => {
                "subscription($after: EventCursor) { feed: myChat(after: $after) {
                 cursor reset: resetReason events { kind message { id } } } }"
            }
        }
    }

    fn message_id(self, event: &Value) -> Option<&str> {
        if event["kind"] != "MESSAGE_CREATED" {
            return None;
        }
        match self {
            Self::Operator => event["subjectId"].as_str(),
            Self::Visitor => event["message"]["id"].as_str(),
        }
    }
}

/// What a client has.
#[derive(Clone, Debug, Default)]
pub struct Held {
    /// The messages in the order in which the feed told them, since it last read everything.
    pub messages: Vec<String>,
    /// What it read when it was told to, in no order; none when it never was.
    pub known: Option<Vec<String>>,
    /// The place to go on from.
    pub cursor: String,
    /// How often it came back.
    pub returns: usize,
    /// What the server refused: there is nothing to refuse.
    pub refusal: Option<String>,
}

/// A client that runs.
pub struct Follower {
    held: Arc<Mutex<Held>>,
    task: JoinHandle<()>,
}

struct Client {
    side: Side,
    address: String,
    secret: String,
    remote: Remote,
    absence_max: Duration,
    random: StdRng,
    held: Arc<Mutex<Held>>,
}

impl Follower {
    /// Follows from a place on, over the lines of a proxy.
    pub fn start(
        side: Side,
        address: String,
        secret: String,
        remote: Remote,
        cursor: String,
        absence_max: Duration,
        random: StdRng,
    ) -> Self {
        let held = Arc::new(Mutex::new(Held { cursor, ..Held::default() }));
        let client =
            Client { side, address, secret, remote, absence_max, random, held: Arc::clone(&held) };
        Self { held, task: tokio::spawn(client.live()) }
    }

    /// Has it had a line.
    pub fn has_come(&self) -> bool {
        let held = lock(&self.held);
        assert_eq!(held.refusal, None, "the server refuses a client");
        held.returns > 0
    }

    /// Has it been told of this message, or read it.
    pub fn has(&self, message_id: &str) -> bool {
        let held = lock(&self.held);
        let mut all = held.messages.iter().rev().chain(held.known.iter().flatten());
        all.any(|id| id == message_id)
    }

    /// Stops it and gives what it has.
    pub fn stop(self) -> Held {
        self.task.abort();
        lock(&self.held).clone()
    }
}

impl Client {
    async fn live(mut self) {
        loop {
            match self.follow().await {
                Ended::Lost(_) => {}
                other => {
                    lock(&self.held).refusal = Some(format!("{other:?}"));
                    return;
                }
            }
        }
    }

    /// One line from its opening to its end, and the absence after it.
    async fn follow(&mut self) -> Ended {
        let variables = json!({ "after": lock(&self.held).cursor });
        let path = format!("{}/ws", self.side.path());
        let (address, secret) = (&self.address, &self.secret);
        let opened = Subscription::open(address, &path, secret, self.side.query(), variables).await;
        let mut line = match opened {
            Ok(line) => line,
            Err(ended) => {
                sleep(AGAIN).await;
                return ended;
            }
        };
        lock(&self.held).returns += 1;
        let ended = loop {
            match line.next().await {
                Ok(mut data) => self.take(&data["feed"].take()).await,
                Err(ended) => break ended,
            }
        };
        drop(line);
        // Most absences are short, some are as long as they may be.
        let share = self.random.random::<f64>().powi(3);
        sleep(self.absence_max.mul_f64(share)).await;
        ended
    }

    async fn take(&mut self, batch: &Value) {
        if !batch["reset"].is_null() {
            // What is read now holds all from before this place; the feed goes on behind it.
            let known = snapshot::messages(&self.remote, self.side).await;
            let mut held = lock(&self.held);
            held.messages.clear();
            held.known = Some(known);
        }
        let mut held = lock(&self.held);
        let events = batch["events"].as_array().into_iter().flatten();
        let ids = events.filter_map(|event| self.side.message_id(event));
        held.messages.extend(ids.map(str::to_owned));
        held.cursor = batch["cursor"].as_str().expect("a cursor").to_owned();
    }
}

fn lock(held: &Mutex<Held>) -> MutexGuard<'_, Held> {
    held.lock().expect("no test panics while it holds a list")
}
