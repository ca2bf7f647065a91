//! A broadcast, and a process that is killed again and again while it writes to its contacts: each of them has the
//! message once, and nobody is forgotten (F68). `SWITCHBOARD_BROADCASTS=full` has 1,000 of them and 20 deaths.

use crate::app::TestApp;
use crate::broadcasts::{announced, arrives, customer, row, started};
use crate::chance::{is_full, seed};
use crate::killed::{Worker, works_until_it_is_killed};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use switchboard_desk::Desk;
use switchboard_desk::broadcast::advance;
use switchboard_model::broadcast::BroadcastState;
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases};

/// The test that is killed.
const WRITING: &str = "broadcasts_killed::writes_until_it_is_killed";
/// As long as the pace of the channel asks for between two messages, in milliseconds.
const APART: i64 = 1_000;

/// How many contacts, and how many deaths.
fn figures() -> (usize, usize) {
    if is_full("SWITCHBOARD_BROADCASTS") { (1_000, 20) } else { (24, 5) }
}

/// The process that is killed: takes a step when it is asked, and what it has written arrives.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started by the test that kills it"]
async fn writes_until_it_is_killed() {
    let writes = async |desk: &Desk, _: usize| {
        let moved = advance(desk).await.expect("a step").moved;
        arrives(desk).await;
        moved
    };
    works_until_it_is_killed(APART, writes).await;
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
    let start = || Worker::start(WRITING, database.url(), folder.path(), app.desk.now());
    // Each life begins after the last one could have ended.
    let life = APART * i64::try_from(count).expect("few");
    for _ in 0..deaths {
        app.pass_ms(life);
        let mut writing = start();
        // Whatever is done in all lives together, some are left for the last one.
        for _ in 0..random.random_range(0..count / (deaths + 1)) {
            writing.ask(1);
            assert_eq!(writing.done(), 1);
        }
        writing.dies(1, &mut random);
    }
    assert_eq!(row(&app, id).await.state, BroadcastState::Running, "some are left");
    app.pass_ms(life);
    let mut last = start();
    while row(&app, id).await.state == BroadcastState::Running {
        last.ask(1);
        last.done();
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
