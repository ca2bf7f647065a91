//! Those who attack: each does one after the other of all that strangers can, from an address of their
//! own, and holds lines open meanwhile.

use super::{
    caller::{Answered, Caller, OPERATORS, VISITORS},
    deeds::{Act, Deeds},
    documents::{circle, long_text, own_events, own_messages, schemas, tokens, unknown_fields},
    site::{HOOK, Site, message, start_visit},
    socket::{Socket, half_a_webhook, silent},
};
use futures::future::join_all;
use serde_json::{Value, json};
use std::{
    collections::VecDeque,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{net::TcpStream, task::JoinHandle, time::sleep};

/// Long messages that are tried at once.
const WRITES: usize = 40;
/// Uploads that are announced at once, and the bytes of each.
const UPLOADS: usize = 5;
const ANNOUNCED_BYTES: usize = 50 << 20;
/// Bytes that are really sent.
const SENT_BYTES: usize = 16 << 10;
/// Sign-ins, webhooks and visits that are tried at once.
const TRIES: usize = 5;
/// Bytes of half a webhook.
const HALF_BYTES: usize = 1 << 20;
/// Lines that one of them holds open.
const LINES: usize = 4;

/// One who attacks.
struct Stranger {
    number: usize,
    server: String,
    nobody: Caller,
    visitor: Caller,
    lines: VecDeque<Line>,
    deeds: Deeds,
}

/// What is held open; it ends when it is dropped.
enum Line {
    Socket { _socket: Box<Socket> },
    Connection { _stream: TcpStream },
}

/// All of them at it.
pub struct Attack {
    is_over: Arc<AtomicBool>,
    tasks: Vec<JoinHandle<Deeds>>,
}

impl Attack {
    /// So many come and begin, each with another act.
    pub async fn start(site: &Site, count: usize, pause: Duration) -> Self {
        let is_over = Arc::<AtomicBool>::default();
        let mut tasks = Vec::new();
        for number in 0..count {
            let address = format!("198.18.7.{number}");
            let mut stranger = Stranger {
                number,
                server: site.server.address().to_owned(),
                nobody: site.stranger(&address),
                visitor: site.visitor(&address).await,
                lines: VecDeque::new(),
                deeds: Deeds::default(),
            };
            let over = Arc::clone(&is_over);
            tasks.push(tokio::spawn(async move {
                let mut round = number;
                while !over.load(Ordering::Relaxed) {
                    let act = Act::ALL[round % Act::ALL.len()];
                    let told = stranger.does(act, round).await;
                    stranger.deeds.note(act, told);
                    round += 1;
                    sleep(pause).await;
                }
                stranger.deeds
            }));
        }
        Self { is_over, tasks }
    }

    /// They go away; gives how all of it ended.
    pub async fn stop(self) -> Deeds {
        self.is_over.store(true, Ordering::Relaxed);
        let mut all = Deeds::default();
        for task in self.tasks {
            all.join(task.await.expect("a stranger goes on"));
        }
        all
    }
}

impl Stranger {
    fn hold(&mut self, line: Line) {
        self.lines.push_back(line);
        while self.lines.len() > LINES {
            self.lines.pop_front();
        }
    }

    async fn does(&mut self, act: Act, round: usize) -> Vec<Answered> {
        let (nobody, visitor) = (&self.nobody, &self.visitor);
        match act {
            Act::Circles => vec![nobody.ask_by_link(OPERATORS, &circle(7)).await],
            Act::Schemas => vec![nobody.ask(VISITORS, &schemas(40), json!({})).await],
            Act::OwnMessages => vec![visitor.ask(VISITORS, &own_messages(90), json!({})).await],
            Act::LongMessages => self.writes(round).await,
            Act::Uploads => uploads(visitor).await,
            Act::SignIns => {
                let tries = (0..TRIES).map(|one| async move {
                    let email = format!("{round}-{one}@example.org");
                    let guess = json!({ "email": email, "password": "a wrong one" });
                    nobody.post("/session", &guess).await
                });
                join_all(tries).await
            }
            Act::Setups => {
                let guess = json!({ "secret": "sbi_guess", "email": "eve@example.org",
                    "name": "Eve", "password": "correct horse battery" });
                vec![nobody.post("/setup", &guess).await]
            }
            Act::ForgedWebhooks => join_all((0..TRIES).map(|_| nobody.get(HOOK))).await,
            Act::HalfWebhooks => {
                let from = nobody.address().to_owned();
                if let Some(stream) = half_a_webhook(&self.server, &from, HALF_BYTES).await {
                    self.hold(Line::Connection { _stream: stream });
                }
                Vec::new()
            }
            Act::SilentConnections => {
                for bytes in [b"".as_slice(), b"PRI * HT", b"GET / HTTP/1.1\r\nHo"] {
                    if let Some(stream) = silent(&self.server, bytes).await {
                        self.hold(Line::Connection { _stream: stream });
                    }
                }
                Vec::new()
            }
            Act::UnreadSockets => {
                if let Some(mut socket) = Socket::open(&self.server, visitor).await {
                    for number in 0..TRIES {
                        // A socket that the server has closed is held as well.
                        let _ = socket.subscribe(number, &own_events(60)).await;
                    }
                    self.hold(Line::Socket { _socket: Box::new(socket) });
                }
                Vec::new()
            }
            Act::Replays => {
                let replay = "subscription($after: EventCursor) { \
                    myChat(after: $after) { events { kind } } }";
                let forged = json!({ "after": "1-0-1" });
                vec![visitor.first_event(VISITORS, replay, forged).await]
            }
            Act::EmptyDocuments => {
                let unknown = visitor.ask(VISITORS, &unknown_fields(1_990), json!({})).await;
                vec![unknown, visitor.ask(VISITORS, &tokens(5_000), json!({})).await]
            }
            Act::Visits => {
                for one in 0..TRIES {
                    let network =
                        format!("2001:db8:{:x}:{:x}::1", self.number, round * TRIES + one);
                    let _ = start_visit(&nobody.moved_to(&network)).await;
                }
                Vec::new()
            }
        }
    }

    /// Writes long messages until one is refused.
    async fn writes(&mut self, round: usize) -> Vec<Answered> {
        let mut all = Vec::new();
        for one in 0..WRITES {
            let word = message(&format!("long-{round}-{one}"), &long_text());
            let told = self.visitor.change(VISITORS, "messageWrite", word, "message { id }").await;
            let is_written = told.is_done();
            self.deeds.written_max += usize::from(is_written);
            all.push(told);
            if !is_written {
                break;
            }
        }
        all
    }
}

/// Announces large files of which nothing comes, and sends two files to the same place at once.
async fn uploads(visitor: &Caller) -> Vec<Answered> {
    let mut all = Vec::new();
    for size in [ANNOUNCED_BYTES; UPLOADS].into_iter().chain([SENT_BYTES]) {
        let input = json!({ "name": "plan.bin", "sizeBytes": size });
        let selection = "upload { url attachment { id } }";
        all.push(visitor.change(VISITORS, "attachmentUploadBegin", input, selection).await);
    }
    let begun = all.last().map_or(Value::Null, |told| told.body.clone());
    let upload = &begun["data"]["attachmentUploadBegin"]["upload"];
    if let (Some(url), Some(id)) = (upload["url"].as_str(), upload["attachment"]["id"].as_str()) {
        let puts = [1, 2].map(|byte| visitor.put(url, vec![byte; SENT_BYTES]));
        all.extend(join_all(puts).await);
        let input = json!({ "attachmentId": id });
        let finish = visitor.change(VISITORS, "attachmentUploadFinish", input, "attachment { id }");
        all.push(finish.await);
    }
    all
}
