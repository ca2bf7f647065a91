//! Many timers, and a process that is killed again and again while it fires them, three days late: each fires
//! once, in the order of their times. `SWITCHBOARD_TIMERS=full` takes 10,000 of them through 20 deaths.

use crate::app::{TestApp, desk_at};
use crate::chance::{is_full, seed};
use crate::handover::{online, timers};
use crate::timers::{aside, chat_of, woken};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use switchboard_desk::timer;
use switchboard_model::{ChatId, ManualClock, Timestamp};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};

const URL: &str = "SWITCHBOARD_TEST_CHILD_URL";
const FOLDER: &str = "SWITCHBOARD_TEST_CHILD_FOLDER";
const NOW: &str = "SWITCHBOARD_TEST_CHILD_NOW";
const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// What each line begins with in which the process tells how many it has fired.
const FIRED: &str = "fired ";

/// How many timers, how many deaths, and how many timers are fired at a time.
fn figures() -> (usize, usize, usize) {
    if is_full("SWITCHBOARD_TIMERS") { (10_000, 20, 100) } else { (120, 4, 8) }
}

/// The process that is killed: this binary again, with nothing but this test. It fires as many as each line of
/// its input says.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started by the test that kills it"]
async fn fires_until_it_is_killed() {
    let told = |name: &str| std::env::var(name).expect("the test that kills this one tells it");
    let now = Timestamp(told(NOW).parse().expect("a number"));
    let folder = told(FOLDER);
    let desk = desk_at(&told(URL), Arc::new(ManualClock::at(now)), Path::new(&folder)).await;
    for line in std::io::stdin().lines() {
        let limit = line.expect("a line").parse().expect("a number");
        let fired = timer::fire_due(&desk, limit).await.expect("what is due fires");
        println!("\n{FIRED}{fired}");
    }
    desk.store().close().await;
}

/// A process that fires timers.
struct Firing {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Firing {
    fn start(url: &str, folder: &Path, now: Timestamp) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this binary has a path"))
            .args(["timers_killed::fires_until_it_is_killed", "--exact", "--ignored"])
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

    fn ask(&mut self, limit: usize) {
        writeln!(self.input, "{limit}").expect("it listens");
    }

    /// How many it has fired when it was asked.
    fn fired(&mut self) -> usize {
        let mut lines = self.output.by_ref().map_while(Result::ok);
        let told = lines.find_map(|line| line.strip_prefix(FIRED).map(str::to_owned));
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
async fn each_of_many_timers_fires_once_whoever_is_killed(database: TestDatabase) {
    let (count, deaths, at_once) = figures();
    let app = TestApp::on(&database).await;
    let olga = online(&app, "olga").await;
    let mut random = StdRng::seed_from_u64(seed());
    let mut due: BTreeMap<ChatId, Timestamp> = BTreeMap::new();
    for customer in 0..count {
        let chat_id = chat_of(&app, customer).await;
        aside(&app, &olga, chat_id, random.random_range(1..600)).await;
        let until = app.chat(chat_id).await.snoozed_until;
        due.insert(chat_id, until.expect("it is put aside"));
    }
    app.pass_ms(3 * DAY_MS);
    let (folder, now) = (tempfile::tempdir().expect("a folder"), app.desk.now());
    let start = || Firing::start(database.url(), folder.path(), now);
    for _ in 0..deaths {
        let mut firing = start();
        // Whatever is fired in all lives together, some are left for the last one.
        for _ in 0..random.random_range(0..count / at_once / (deaths + 1)) {
            firing.ask(at_once);
            assert_eq!(firing.fired(), at_once);
        }
        firing.ask(at_once);
        std::thread::sleep(std::time::Duration::from_micros(random.random_range(0..20_000)));
        firing.kill();
    }
    assert!(timers(&app).await > 0, "some are left");
    let mut last = start();
    while timers(&app).await > 0 {
        last.ask(at_once);
        last.fired();
    }
    last.end();
    let woken = woken(&app).await;
    let each: BTreeMap<ChatId, Timestamp> = woken.iter().copied().collect();
    assert_eq!((woken.len(), each.len()), (count, count), "each once");
    let times: Vec<Timestamp> = woken.iter().map(|(chat_id, _)| due[chat_id]).collect();
    assert!(times.is_sorted(), "in the order of their times");
    app.desk.store().close().await;
}
