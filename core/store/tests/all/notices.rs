//! What nodes tell each other at once and nobody keeps.

use diesel::connection::SimpleConnection;
use std::time::Duration;
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{Notices, Store, StoreError, limits};
use tokio::sync::mpsc::Receiver;

/// How long anything may take.
const PATIENCE: Duration = Duration::from_secs(60);
const PAUSE: Duration = Duration::from_millis(20);
/// Ends the connections that tell and hear notices, in this database.
const CUT: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
    WHERE application_name = 'switchboard signals' AND datname = current_database()";

async fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let waiting = async {
        while !is_so() {
            tokio::time::sleep(PAUSE).await;
        }
    };
    tokio::time::timeout(PATIENCE, waiting).await.expect(what);
}

async fn connected(store: &Store) -> (Notices, Receiver<String>) {
    let notices = store.notices().expect("PostgreSQL has other nodes");
    assert!(!notices.pass("too early".to_owned()), "it has not begun");
    let heard = notices.start().expect("a thread");
    // What is told to find out arrives, and is heard first.
    until("a connection", || notices.pass("first".to_owned())).await;
    (notices, heard)
}

/// The next notice that is not one of those by which the connections were tried.
async fn next(heard: &mut Receiver<String>) -> String {
    let next = async {
        loop {
            let notice = heard.recv().await.expect("the line stands");
            if notice != "first" {
                return notice;
            }
        }
    };
    tokio::time::timeout(PATIENCE, next).await.expect("a notice")
}

async fn cut(store: &Store) {
    let cut = store.read(|connection| Ok::<_, StoreError>(connection.batch_execute(CUT)?));
    cut.await.expect("the connections are cut");
}

#[tokio::test]
async fn a_notice_reaches_every_node_and_a_lost_connection_is_made_again() {
    let database = TestDatabase::postgres().await;
    let stores = [database.open().await, database.open().await];
    let (one, mut heard_by_one) = connected(&stores[0]).await;
    let (other, mut heard_by_other) = connected(&stores[1]).await;
    assert!(one.pass("it's \"typed\" \\ $1".to_owned()), "any text");
    for heard in [&mut heard_by_one, &mut heard_by_other] {
        assert_eq!(next(heard).await, "it's \"typed\" \\ $1");
    }
    assert!(!one.pass("x".repeat(limits::NOTICE_BYTES + 1)), "more than NOTIFY takes");
    let longest = "x".repeat(limits::NOTICE_BYTES);
    assert!(one.pass(longest.clone()));
    for heard in [&mut heard_by_one, &mut heard_by_other] {
        assert_eq!(next(heard).await, longest);
    }

    while one.problem().is_none() {
        cut(&stores[0]).await;
        tokio::time::sleep(PAUSE).await;
    }
    let back = async {
        loop {
            // What is told before both have noticed is lost.
            other.pass("back again".to_owned());
            let heard = tokio::time::timeout(PAUSE, heard_by_one.recv()).await;
            if heard.is_ok_and(|notice| notice.as_deref() == Some("back again")) {
                return;
            }
        }
    };
    tokio::time::timeout(PATIENCE, back).await.expect("connected again");
    assert_eq!(one.problem(), None);

    one.close();
    assert!(!one.pass("after the end".to_owned()));
    let end = async { while heard_by_one.recv().await.is_some() {} };
    tokio::time::timeout(PATIENCE, end).await.expect("the line ends");
    for store in stores {
        store.close().await;
    }
}

#[both_databases]
async fn a_file_has_no_other_nodes(database: TestDatabase) {
    let store = database.open().await;
    let is_file = database.url().starts_with("sqlite:");
    assert_eq!(store.notices().is_none(), is_file);
    store.close().await;
}
