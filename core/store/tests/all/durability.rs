//! What was acknowledged is there after kill -9.

use crate::support::{append, numbers};
use std::collections::HashSet;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use switchboard_model::SystemClock;
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{Store, StoreConfig};

const URL: &str = "SWITCHBOARD_TEST_CHILD_URL";
const ROUND: &str = "SWITCHBOARD_TEST_CHILD_ROUND";
const ROUNDS: i64 = 3;

/// The process that is killed: this binary again, with nothing but this test.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started by the test that kills it"]
async fn writes_until_it_is_killed() {
    let url = std::env::var(URL).expect("the test that kills this one names the database");
    let round: i64 = std::env::var(ROUND).expect("and the round").parse().expect("a number");
    let config = StoreConfig { lanes: 2, ..StoreConfig::new(url) };
    let store = Store::open(config, Arc::new(SystemClock)).await.expect("the database opens");
    let writers = (0..8).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            for number in 0..100_000 {
                let number = round * 10_000_000 + writer * 1_000_000 + number;
                append(&store, number).await;
                let mut output = std::io::stdout().lock();
                writeln!(output, "stored {number}").expect("the parent listens");
            }
        })
    });
    for writer in writers.collect::<Vec<_>>() {
        writer.await.expect("a writer ends well");
    }
}

#[both_databases]
async fn an_acknowledged_write_survives_kill_9(database: TestDatabase) {
    let mut acknowledged = HashSet::new();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().expect("this binary has a path"))
            .args(["durability::writes_until_it_is_killed", "--exact", "--ignored", "--nocapture"])
            .env(URL, database.url())
            .env(ROUND, round.to_string())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("this binary starts again");
        let mut output = BufReader::new(child.stdout.take().expect("the output is a pipe")).lines();
        let enough = acknowledged.len() + 100 + usize::from(rand_byte());
        let mut note = |line: String| {
            // The harness may have written the beginning of the first line.
            if let Some((_, number)) = line.split_once("stored ") {
                acknowledged.insert(number.parse::<i64>().expect("a whole line"));
            }
            acknowledged.len() >= enough
        };
        let is_enough = output.by_ref().map_while(Result::ok).any(&mut note);
        assert!(is_enough, "the child ended before it was killed");
        child.kill().expect("the child is killed");
        child.wait().expect("the child ends");
        // What it had said before it died counts too; the last line may be cut.
        let rest: Vec<String> = output.map_while(Result::ok).collect();
        let whole = rest.len().saturating_sub(1);
        rest.into_iter().take(whole).for_each(|line| {
            note(line);
        });
    }
    let store = database.open().await;
    let stored: HashSet<i64> = numbers(&store).await.into_iter().collect();
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(
        lost.is_empty(),
        "{} of {} acknowledged writes are lost",
        lost.len(),
        acknowledged.len()
    );
    store.close().await;
}

/// A number that differs from run to run, so that the kill comes at another moment.
fn rand_byte() -> u8 {
    use std::hash::{BuildHasher, RandomState};
    RandomState::new().hash_one(0_u8).to_le_bytes()[0]
}
