//! A copy of a live database is one moment of it, and a restored one begins a new life.

use crate::support::{append, events, numbers, page};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use switchboard_model::{EventCursor, SystemClock, Timestamp};
use switchboard_store::log::LogPage;
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{OpenError, Store, StoreConfig, backup};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_made_while_writing_is_one_moment_of_the_database() {
    let database = TestDatabase::sqlite();
    let store = database.open().await;
    for number in 0..300 {
        append(&store, number).await;
    }
    let is_done = Arc::new(AtomicBool::new(false));
    let writing = tokio::spawn({
        let (store, is_done) = (store.clone(), Arc::clone(&is_done));
        async move {
            let mut number = 300;
            while !is_done.load(Ordering::SeqCst) {
                append(&store, number).await;
                number += 1;
            }
        }
    });
    let folder = database.folder().expect("SQLite has a folder");
    let (copy, target) = (folder.join("copy.db"), folder.join("restored.db"));
    backup::copy(&store, copy.clone()).await.expect("the database is copied");
    is_done.store(true, Ordering::SeqCst);
    writing.await.expect("the writer ends well");

    backup::restore(&copy, &target, Timestamp(1)).expect("the copy is restored");
    let url = format!("sqlite:{}", target.display());
    let restored = Store::open(StoreConfig::new(url), Arc::new(SystemClock)).await.unwrap();
    let (all, copied) = (numbers(&store).await, numbers(&restored).await);
    assert!(copied.len() >= 300, "{} of 300 events were copied", copied.len());
    assert_eq!(copied, all[..copied.len()]);

    assert_ne!(restored.epoch(), store.epoch());
    let first = events(&store, EventCursor::start(store.epoch()), 1).await;
    assert_eq!(page(&restored, first[0].cursor, 10).await, LogPage::Gone, "an old cursor is void");

    let again = backup::copy(&store, copy).await;
    assert!(matches!(again, Err(OpenError::Exists(_))), "a copy was overwritten: {again:?}");
    let again = backup::restore(&target, &target, Timestamp(1));
    assert!(matches!(again, Err(OpenError::Exists(_))), "a database was overwritten: {again:?}");
    restored.close().await;
    store.close().await;
}

#[test]
fn the_file_of_a_database_is_the_one_that_its_url_opens() {
    for (url, file) in [
        ("sqlite:data/a.db", Some("data/a.db")),
        ("sqlite://data/a.db", Some("data/a.db")),
        ("sqlite:///data/a.db", Some("/data/a.db")),
        ("postgres://ana@localhost/switchboard", None),
    ] {
        let found = backup::file_of(url).expect("a database");
        assert_eq!(found, file.map(std::path::PathBuf::from), "{url}");
    }
}

#[tokio::test]
async fn a_damaged_copy_is_not_restored() {
    let database = TestDatabase::sqlite();
    let store = database.open().await;
    for number in 0..200 {
        append(&store, number).await;
    }
    let folder = database.folder().expect("SQLite has a folder");
    let (copy, target) = (folder.join("copy.db"), folder.join("restored.db"));
    backup::copy(&store, copy.clone()).await.expect("the database is copied");
    store.close().await;
    let mut bytes = std::fs::read(&copy).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 16_384].fill(0xa5);
    std::fs::write(&copy, bytes).unwrap();
    let refused = backup::restore(&copy, &target, Timestamp(1));
    assert!(refused.is_err(), "a damaged copy was restored");
    assert!(!target.exists(), "a damaged copy was left in place");
}

#[tokio::test]
async fn postgresql_is_left_to_its_own_tools() {
    let database = TestDatabase::postgres().await;
    let store = database.open().await;
    let refused = backup::copy(&store, std::env::temp_dir().join("never-made.db")).await;
    let Err(error) = refused else { panic!("PostgreSQL was copied") };
    assert!(error.to_string().contains("pg_dump"), "{error}");
    store.close().await;
}

#[both_databases]
async fn a_new_epoch_makes_old_cursors_void_and_keeps_the_events(database: TestDatabase) {
    let store = database.open().await;
    let old = append(&store, 1).await;
    append(&store, 2).await;
    store.close().await;
    let url = database.url().to_owned();
    let adopt = move || backup::begin_new_epoch(&url, Timestamp(1));
    tokio::task::spawn_blocking(adopt).await.unwrap().expect("a new epoch begins");
    let store = database.open().await;
    assert_ne!(store.epoch(), old.epoch);
    assert_eq!(page(&store, old, 10).await, LogPage::Gone);
    append(&store, 3).await;
    assert_eq!(numbers(&store).await, [1, 2, 3]);
    store.close().await;
}
