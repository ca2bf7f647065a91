//! Many timers, and a process that is killed again and again while it fires them, three days late: each fires
//! once, in the order of their times. `SWITCHBOARD_TIMERS=full` takes 10,000 of them through 20 deaths.

use crate::app::TestApp;
use crate::chance::{is_full, seed};
use crate::handover::{online, timers};
use crate::killed::{Worker, works_until_it_is_killed};
use crate::timers::{aside, chat_of, woken};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use std::collections::BTreeMap;
use switchboard_desk::{Desk, timer};
use switchboard_model::{ChatId, Timestamp};
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};

const DAY_MS: i64 = 24 * 60 * 60 * 1_000;
/// The test that is killed.
const FIRING: &str = "timers_killed::fires_until_it_is_killed";

/// How many timers, how many deaths, and how many timers are fired at a time.
fn figures() -> (usize, usize, usize) {
    if is_full("SWITCHBOARD_TIMERS") { (10_000, 20, 100) } else { (120, 4, 8) }
}

/// The process that is killed: fires as many as it is asked for.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started by the test that kills it"]
async fn fires_until_it_is_killed() {
    let fires = async |desk: &Desk, limit: usize| {
        timer::fire_due(desk, limit).await.expect("what is due fires")
    };
    works_until_it_is_killed(0, fires).await;
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
    let start = || Worker::start(FIRING, database.url(), folder.path(), now);
    for _ in 0..deaths {
        let mut firing = start();
        // Whatever is fired in all lives together, some are left for the last one.
        for _ in 0..random.random_range(0..count / at_once / (deaths + 1)) {
            firing.ask(at_once);
            assert_eq!(firing.done(), at_once);
        }
        firing.dies(at_once, &mut random);
    }
    assert!(timers(&app).await > 0, "some are left");
    let mut last = start();
    while timers(&app).await > 0 {
        last.ask(at_once);
        last.done();
    }
    last.end();
    let woken = woken(&app).await;
    let each: BTreeMap<ChatId, Timestamp> = woken.iter().copied().collect();
    assert_eq!((woken.len(), each.len()), (count, count), "each once");
    let times: Vec<Timestamp> = woken.iter().map(|(chat_id, _)| due[chat_id]).collect();
    assert!(times.is_sorted(), "in the order of their times");
    app.desk.store().close().await;
}
