//! Those who work while others attack: operators, visitors, a platform, and somebody who signs in. None
//! of them may be refused anything.

use super::{
    caller::{Answered, Caller, DONE, OPERATORS, VISITORS},
    figures::Figures,
    site::{PASSWORD, Site, email, genuine_webhook, message},
};
use futures::future::join_all;
use serde_json::{Value, json};
use std::{
    collections::BTreeMap,
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};
use tokio::{
    task::JoinHandle,
    time::{Instant, sleep},
};

const BOARD: &str = "{ chats(first: 20) { nodes { id lastMessage { body } } } }";
const CHAT: &str = "query($id: ID!) { chat(id: $id) { messages(last: 20) { nodes { id body } } } }";
const OWN_CHAT: &str = "{ myChat { id messages(last: 20) { nodes { id body } } } }";
/// Pause of the platform and of who signs in.
const PAUSE: Duration = Duration::from_secs(1);
/// Who signs in again and again, which ends the oldest of their own sessions only.
const NEWCOMER: &str = "newcomer";
/// The customer of the bot.
const CUSTOMER: i64 = 5_550_007_000;

/// What was done, how long each took, and what was refused.
#[derive(Default)]
pub struct Record {
    times: Mutex<BTreeMap<&'static str, Vec<Duration>>>,
    refused: Mutex<Vec<String>>,
}

impl Record {
    /// Notes how something ended that began at a time.
    fn note(&self, what: &'static str, begun: Instant, code: &str, said: &Value) {
        lock(&self.times).entry(what).or_default().push(begun.elapsed());
        if code != DONE {
            lock(&self.refused).push(format!("{what} after {:?}: {code} {said}", begun.elapsed()));
        }
    }

    async fn told(&self, what: &'static str, asking: impl Future<Output = Answered>) {
        let begun = Instant::now();
        let told = asking.await;
        self.note(what, begun, &told.code, &told.body);
    }

    /// What was refused.
    pub fn refused(&self) -> Vec<String> {
        lock(&self.refused).clone()
    }

    /// A line for each kind of work and for all of each side: how often, and how long 99 of 100 took at
    /// most; and how much was refused.
    pub fn print(&self) {
        let all = lock(&self.times);
        for (what, times) in all.iter() {
            print_times(what, times.clone());
        }
        for who in ["operator", "visitor"] {
            let theirs = all.iter().filter(|(what, _)| what.contains(who));
            print_times(
                &format!("all of {who}s"),
                theirs.flat_map(|(_, times)| times).copied().collect(),
            );
        }
        println!("refused to those who work: {}", lock(&self.refused).len());
    }
}

fn print_times(what: &str, mut times: Vec<Duration>) {
    times.sort_unstable();
    let most = times.get((times.len() * 99 / 100).min(times.len().saturating_sub(1)));
    println!("{what}: {} times, p99 {:?}", times.len(), most.copied().unwrap_or_default());
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().expect("nobody panics while they hold it")
}

/// Everybody who works.
pub struct Honest {
    operators: Vec<Caller>,
    /// Visitors with their chats.
    visitors: Vec<(Caller, String)>,
}

/// Everybody at work.
pub struct Working {
    is_over: Arc<AtomicBool>,
    record: Arc<Record>,
    tasks: Vec<JoinHandle<()>>,
}

impl Honest {
    /// Visitors have written, and operators have answered each of them.
    pub async fn come(site: &Site, figures: &Figures) -> Self {
        let mut operators = Vec::new();
        for number in 0..figures.operators {
            let (name, address) = (format!("operator{number}"), format!("203.0.113.{number}"));
            operators.push(site.operator(&name, &address).await);
        }
        site.operator(NEWCOMER, "203.0.113.249").await;
        let visitors = join_all((0..figures.visitors).map(|number| {
            let operator = &operators[number % operators.len()];
            async move {
                let visitor = site.visitor(&format!("100.64.0.{number}")).await;
                let chat = writes(&visitor, "begin").await;
                let reply = json!({ "chatId": chat, "body": "How may I help?" });
                let told =
                    operator.change(OPERATORS, "messageReply", reply, "message { id }").await;
                assert!(told.is_done(), "{}: {}", told.code, told.body);
                (visitor, chat)
            }
        }))
        .await;
        Self { operators, visitors }
    }

    /// All work until they are stopped.
    pub fn start(self, site: &Site, pause: Duration) -> Working {
        let (is_over, record) = (Arc::<AtomicBool>::default(), Arc::<Record>::default());
        let mut tasks = Vec::new();
        let count = self.operators.len();
        for (number, operator) in self.operators.into_iter().enumerate() {
            let chats = self.visitors.iter().skip(number).step_by(count);
            let chats: Vec<String> = chats.map(|(_, chat)| chat.clone()).collect();
            let (is_over, record) = (Arc::clone(&is_over), Arc::clone(&record));
            tasks.push(tokio::spawn(async move {
                let mut round = 0;
                while !is_over.load(Ordering::Relaxed) {
                    sleep(pause).await;
                    operate(&operator, &chats[round % chats.len()], round, &record).await;
                    round += 1;
                }
            }));
        }
        for (visitor, _) in self.visitors {
            let (is_over, record) = (Arc::clone(&is_over), Arc::clone(&record));
            tasks.push(tokio::spawn(async move {
                let mut round = 0;
                while !is_over.load(Ordering::Relaxed) {
                    sleep(pause).await;
                    visit(&visitor, round, &record).await;
                    round += 1;
                }
            }));
        }
        let (platform, newcomer) = (site.stranger("149.154.160.1"), site.stranger("203.0.113.250"));
        let (over, noted) = (Arc::clone(&is_over), Arc::clone(&record));
        tasks.push(tokio::spawn(async move {
            let mut number = 1;
            while !over.load(Ordering::Relaxed) {
                sleep(PAUSE).await;
                let begun = Instant::now();
                let code = genuine_webhook(&platform, CUSTOMER, number).await;
                noted.note("a genuine webhook", begun, &code, &Value::Null);
                number += 1;
                let begun = Instant::now();
                let signed_in = newcomer.sign_in(&email(NEWCOMER), PASSWORD).await;
                let code = signed_in.err().unwrap_or_else(|| DONE.to_owned());
                noted.note("an operator signs in", begun, &code, &Value::Null);
            }
        }));
        Working { is_over, record, tasks }
    }
}

impl Working {
    /// Lets them finish what they do; gives what they noted.
    pub async fn stop(self) -> Arc<Record> {
        self.is_over.store(true, Ordering::Relaxed);
        for task in self.tasks {
            task.await.expect("nobody gives up");
        }
        self.record
    }
}

async fn operate(operator: &Caller, chat: &str, round: usize, record: &Record) {
    record.told("an operator's board", operator.ask(OPERATORS, BOARD, json!({}))).await;
    let opened = operator.ask(OPERATORS, CHAT, json!({ "id": chat }));
    record.told("an operator opens a chat", opened).await;
    let key = format!("answer-{round}");
    let reply = json!({ "chatId": chat, "body": "I will see.", "clientMutationId": key });
    let replied = operator.change(OPERATORS, "messageReply", reply, "message { id }");
    record.told("an operator replies", replied).await;
}

async fn visit(visitor: &Caller, round: usize, record: &Record) {
    record.told("a visitor reads", visitor.ask(VISITORS, OWN_CHAT, json!({}))).await;
    let word = message(&format!("word-{round}"), "Where is my order?");
    let written = visitor.change(VISITORS, "messageWrite", word, "message { id }");
    record.told("a visitor writes", written).await;
}

/// A visitor writes; gives the id of their chat.
async fn writes(visitor: &Caller, key: &str) -> String {
    let word = message(key, "Is anybody here?");
    let written = visitor.change(VISITORS, "messageWrite", word, "message { id }").await;
    assert!(written.is_done(), "{}: {}", written.code, written.body);
    let told = visitor.ask(VISITORS, OWN_CHAT, json!({})).await;
    told.body["data"]["myChat"]["id"].as_str().expect("a chat").to_owned()
}
