//! A process that is killed at its work: this binary again, with nothing but one test. It does what each line of its
//! input asks for, and tells how much that was.

use crate::app::desk_at;
use rand::Rng;
use rand::rngs::StdRng;
use std::io::{BufRead, BufReader, Lines, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::Arc;
use std::thread::sleep;
use std::time::Duration;
use switchboard_desk::Desk;
use switchboard_model::{ManualClock, Timestamp};

const URL: &str = "SWITCHBOARD_TEST_CHILD_URL";
const FOLDER: &str = "SWITCHBOARD_TEST_CHILD_FOLDER";
const NOW: &str = "SWITCHBOARD_TEST_CHILD_NOW";
/// What each line begins with in which the process tells how much it has done.
const DONE: &str = "done ";

/// The process itself: takes a step for each line, after which its clock goes on by so much.
pub async fn works_until_it_is_killed(apart_ms: i64, step: impl AsyncFn(&Desk, usize) -> usize) {
    let told = |name: &str| std::env::var(name).expect("the test that kills this one tells it");
    let now = Timestamp(told(NOW).parse().expect("a number"));
    let (clock, folder) = (Arc::new(ManualClock::at(now)), told(FOLDER));
    let desk = desk_at(&told(URL), clock.clone(), Path::new(&folder)).await;
    for line in std::io::stdin().lines() {
        let limit = line.expect("a line").parse().expect("a number");
        let done = step(&desk, limit).await;
        clock.pass_ms(apart_ms);
        println!("\n{DONE}{done}");
    }
    desk.store().close().await;
}

/// Such a process, as the test sees it that kills it.
pub struct Worker {
    child: Child,
    input: ChildStdin,
    output: Lines<BufReader<ChildStdout>>,
}

impl Worker {
    /// Starts the test that is the process, on a database and in a folder, at this time.
    pub fn start(test: &str, url: &str, folder: &Path, now: Timestamp) -> Self {
        let mut child = Command::new(std::env::current_exe().expect("this binary has a path"))
            .args([test, "--exact", "--ignored", "--nocapture"])
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

    pub fn ask(&mut self, limit: usize) {
        writeln!(self.input, "{limit}").expect("it listens");
    }

    /// How much it has done when it was asked.
    pub fn done(&mut self) -> usize {
        let mut lines = self.output.by_ref().map_while(Result::ok);
        let told = lines.find_map(|line| line.strip_prefix(DONE).map(str::to_owned));
        told.expect("it answers").parse().expect("a number")
    }

    /// Is asked once more, and killed at some time while it does that: kill -9.
    pub fn dies(mut self, limit: usize, random: &mut StdRng) {
        self.ask(limit);
        sleep(Duration::from_micros(random.random_range(0..20_000)));
        self.child.kill().expect("it is killed");
        self.child.wait().expect("it ends");
    }

    pub fn end(self) {
        let Self { mut child, input, output } = self;
        drop(input);
        // Its last words are read away, so that it can say them.
        output.for_each(drop);
        assert!(child.wait().expect("it ends").success(), "it ends well");
    }
}
