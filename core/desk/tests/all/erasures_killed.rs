//! A process that is killed again and again while it erases people: nothing is left of them, and all of the others
//! (F107).

use crate::app::TestApp;
use crate::chance::seed;
use crate::erasures::{CANARY, eraser, erases, held, known, tables_with};
use crate::killed::{Worker, works_until_it_is_killed};
use rand::SeedableRng;
use rand::rngs::StdRng;
use switchboard_desk::Desk;
use switchboard_desk::erasure::advance;
use switchboard_desk::limits::CONTENT_REMOVAL_LEASE_MS;
use switchboard_model::ContactId;
use switchboard_store::testing::{OnDatabase, TestDatabase, both_databases, contents};
use switchboard_store::{DatabaseConnection, erasure};

/// The test that is killed.
const ERASING: &str = "erasures_killed::erases_until_it_is_killed";
/// People who are erased one after the other.
const PEOPLE: usize = 3;
/// Deaths for each of them.
const DEATHS: usize = 2;

/// The process that is killed: erases the next portion when it is asked.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "is started by the test that kills it"]
async fn erases_until_it_is_killed() {
    let erases = async |desk: &Desk, _: usize| advance(desk).await.expect("it goes on");
    works_until_it_is_killed(0, erases).await;
}

/// Does what can be done now; gives how many steps that took.
fn finishes(mut last: Worker) -> usize {
    let mut steps = 0;
    loop {
        last.ask(1);
        if last.done() == 0 {
            break;
        }
        steps += 1;
    }
    last.end();
    steps
}

async fn is_open(app: &TestApp, contact_id: ContactId) -> bool {
    let find = move |connection: &mut DatabaseConnection| erasure::find(connection, contact_id);
    app.read(find).await.is_some()
}

#[both_databases]
async fn nothing_is_left_of_who_is_erased_whoever_is_killed(database: TestDatabase) {
    let app = TestApp::on(&database).await;
    let olga = eraser(&app).await;
    known(&app, &olga, "Eve", "eve").await;
    let before = held(&app).await;
    let mut random = StdRng::seed_from_u64(seed());
    let start = || Worker::start(ERASING, database.url(), app.folder(), app.desk.now());
    for person in 0..PEOPLE {
        let who = format!("{CANARY}-{person}");
        let (contact_id, content) = known(&app, &olga, &who, &person.to_string()).await;
        erases(&app, &olga, contact_id).await.expect("begun");
        for _ in 0..DEATHS {
            let mut erasing = start();
            erasing.ask(1);
            erasing.done();
            erasing.dies(1, &mut random);
        }
        assert!(finishes(start()) > 0, "some of it is left for the last one");
        if is_open(&app, contact_id).await {
            // Who was killed amid the removal of a file has left a claim on it.
            app.pass_ms(CONTENT_REMOVAL_LEASE_MS);
            finishes(start());
        }
        assert!(!is_open(&app, contact_id).await, "it comes to its end");
        assert!(!app.has_content(&content).await, "{who} has left a file");
        assert!(app.has_erasure(contact_id), "{who} stands among the files");
    }
    assert_eq!(tables_with(&app.read(contents).await, CANARY), Vec::<String>::new());
    assert_eq!(held(&app).await, before, "nobody else has lost anything");
    app.desk.store().close().await;
}
