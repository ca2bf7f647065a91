//! A broadcast, and a process that is killed again and again while it writes to its contacts: each of them has the
//! message once, and nobody is forgotten (F68). `SWITCHBOARD_BROADCASTS=full` has 1,000 of them and 20 deaths.

use crate::app::{TestApp, desk_at};
use crate::broadcasts::{announced, arrives, customer, row, started};
use crate::chance::{is_full, seed};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use switchboard_desk::broadcast::advance;
use switchboard_model::broadcast::BroadcastState;
use switchboard_model::{ManualClock, Timestamp};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};

const URL: &str = "SWITCHBOARD_TEST_CHILD_URL";
const FOLDER: &str = "SWITCHBOARD_TEST_CHILD_FOLDER";
const NOW: &str = "SWITCHBOARD_TEST_CHILD_NOW";
/// What each line begins with in which the process tells how far it got.
const MOVED: &str = "moved ";
/// As long as the pace of the channel asks for between two messages, in milliseconds.
const APART: i64 = 1_000;

/// How many contacts, and how many deaths.
fn figures() -> (usize, usize) {
    if is_full("SWITCHBOARD_BROADCASTS") { (1_000, 20) } else { (24, 5) }
}

/// The process that is killed: this binary again, with nothing but this test. Each line of its input is a step.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started by the test that kills it"]
async fn writes_until_it_is_killed() {
    let told = |name: &str| std::env::var(name).expect("the test that kills this one tells it");
    let now = Timestamp(told(NOW).parse().expect("a number"));
    let (clock, folder) = (Arc::new(ManualClock::at(now)), told(FOLDER));
    let desk = desk_at(&told(URL), clock.clone(), Path::new(&folder)).await;
    for line in std::io::stdin().lines() {
        line.expect("a line");
        let moved = advance(&desk).await.expect("a step").moved;
        arrives(&desk).await;
        clock.pass_ms(APART);
        println!("\n{MOVED}{moved}");
    }
    desk.store().close().await;
}

/// A process that writes.
struct Writing {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Writing {
    fn start(url: &str, folder: &Path, now: Timestamp) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this binary has a path"))
            .args(["broadcasts_killed::writes_until_it_is_killed", "--exact", "--ignored"])
            .arg("--nocapture")
            .env(URL, url)
            .env(FOLDER, folder)
            .env(NOW, now.0.to_string())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("this binary starts again");
        let input = child.stdin.take().expect("the input is a pipe");
        let output = BufReader::new(child.stdout.take().expect("the output is a pipe")).lines();
        Self { child, input, output }
    }

    fn ask(&mut self) {
        writeln!(self.input, "a step").expect("it listens");
    }

    /// How far it got when it was asked.
    fn moved(&mut self) -> usize {
        let mut lines = self.output.by_ref().map_while(Result::ok);
        let told = lines.find_map(|line| line.strip_prefix(MOVED).map(str::to_owned));
        told.expect("it answers").parse().expect("a number")
    }

    /// kill -9.
    fn kill(mut self) {
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ends");
    }

    fn end(self) {
        let Self { mut child, input, output } = self;
        drop(input);
        // Its last words are read away, so that it can say them.
        output.for_each(drop);
        assert!(child.wait().expect("it ends").success(), "it ends well");
    }
}

#[both_databases]
async fn each_of_many_contacts_is_written_to_once_whoever_is_killed(database: TestDatabase) {
    let (count, deaths) = figures();
    let app = TestApp::on(&database).await;
    let mut random = StdRng::seed_from_u64(seed());
    let mut chats = Vec::new();
    for number in 0..count {
        chats.push(customer(&app, &format!("customer-{number}")).await.0);
    }
    let id = started(&app).await;
    let folder = tempfile::tempdir().expect("a folder");
    // Each life begins after the last one could have ended.
    let life = APART * i64::try_from(count).expect("few");
    for _ in 0..deaths {
        app.pass_ms(life);
        let mut writing = Writing::start(database.url(), folder.path(), app.desk.now());
        // Whatever is done in all lives together, some are left for the last one.
        for _ in 0..random.random_range(0..count / (deaths + 1)) {
            writing.ask();
            assert_eq!(writing.moved(), 1);
        }
        writing.ask();
        std::thread::sleep(std::time::Duration::from_micros(random.random_range(0..20_000)));
        writing.kill();
    }
    assert_eq!(row(&app, id).await.state, BroadcastState::Running, "some are left");
    app.pass_ms(life);
    let mut last = Writing::start(database.url(), folder.path(), app.desk.now());
    while row(&app, id).await.state == BroadcastState::Running {
        last.ask();
        last.moved();
    }
    last.end();
    let after = row(&app, id).await;
    let all = i64::try_from(count).expect("few");
    let counts = (after.recipient_count, after.sent_count, after.left_out_count);
    assert_eq!((after.state, counts), (BroadcastState::Ended, (all, all, 0)));
    for chat_id in chats {
        assert_eq!(announced(&app, chat_id).await.len(), 1, "each once");
    }
    app.desk.store().close().await;
}
