//! Full disks, deadlocks and lost connections: nothing is acknowledged that is not stored, nothing
//! that may be stored is run again.

use crate::support::{append, event, numbers};
use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use switchboard_model::Timestamp;
use switchboard_store::mutation_key::{self, MutationKey};
use switchboard_store::testing::TestDatabase;
use switchboard_store::{Lane, Store, StoreError, Transaction, lease, limits, log};

fn big_row(number: i64) -> MutationKey {
    MutationKey {
        author: "ana".to_owned(),
        key: number.to_string(),
        request_hash: "aa".to_owned(),
        answer: "x".repeat(50_000),
        created_at: Timestamp(number),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_full_disk_is_said_to_be_full_and_what_was_acknowledged_stays() {
    let database = TestDatabase::sqlite();
    let store = database.open().await;
    let set_pages = |pages: &'static str| {
        store.write::<_, StoreError>(Lane::Any, move |transaction| {
            transaction.batch_execute(pages)?;
            Ok(())
        })
    };
    set_pages("PRAGMA max_page_count = 400").await.expect("the pages are bounded");
    let writing: Vec<_> = (0..8)
        .map(|writer| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut stored = Vec::new();
                for place in 0..20 {
                    let number = writer * 100 + place;
                    let row = big_row(number);
                    let outcome = store
                        .write::<_, StoreError>(Lane::Any, move |transaction| {
                            mutation_key::insert(transaction, &row)?;
                            log::append(transaction, &event(number))
                        })
                        .await;
                    match outcome {
                        Ok(_) => stored.push(number),
                        Err(error) => assert_eq!(error, StoreError::Full),
                    }
                }
                stored
            })
        })
        .collect();
    let mut stored = Vec::new();
    for writer in writing {
        stored.extend(writer.await.expect("a writer ends well"));
    }
    assert!(!stored.is_empty() && stored.len() < 160, "{} of 160 were stored", stored.len());
    stored.sort_unstable();
    let mut found = numbers(&store).await;
    found.sort_unstable();
    assert_eq!(found, stored, "exactly what was acknowledged is stored");
    assert!(store.metrics().full.get() > 0, "a full disk is counted");

    set_pages("PRAGMA max_page_count = 100000").await.expect("there is space again");
    append(&store, 1_000).await;
    let work = |connection: &mut _| switchboard_store::backup::check(connection);
    store.read(work).await.expect("the file is whole");
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_writes_in_a_deadlock_both_are_stored() {
    let database = TestDatabase::postgres().await;
    let store = database.open().await;
    for name in ["left", "right"] {
        take(&store, name).await;
    }
    let both_hold_one = Arc::new(std::sync::Barrier::new(2));
    let crossing = [(0, "left", "right"), (1, "right", "left")].map(|(lane, first, second)| {
        let (store, barrier) = (store.clone(), Arc::clone(&both_hold_one));
        let runs = AtomicU32::new(0);
        tokio::spawn(async move {
            store
                .write::<_, StoreError>(lane_of(lane), move |transaction| {
                    renew(transaction, first)?;
                    if runs.fetch_add(1, Ordering::SeqCst) == 0 {
                        barrier.wait();
                    }
                    renew(transaction, second)?;
                    log::append(transaction, &event(lane))
                })
                .await
        })
    });
    for write in crossing {
        write.await.expect("a writer ends well").expect("the write is stored");
    }
    let mut found = numbers(&store).await;
    found.sort_unstable();
    assert_eq!(found, [0, 1]);
    assert!(store.metrics().repeated_groups.get() >= 1, "one of them was run again");
    store.close().await;
}

/// A lane of each parity: the tests' stores have two.
fn lane_of(parity: i64) -> Lane {
    let mix = |key: u64| (key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) % 2;
    let key = (0..100).find(|key| mix(*key) == parity.cast_unsigned());
    Lane::Key(key.expect("keys of both parities are among a hundred"))
}

async fn take(store: &Store, name: &'static str) {
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| {
            lease::acquire(transaction, name, "test", Timestamp(0), Timestamp(1)).map(|_| ())
        })
        .await
        .expect("the lease is taken");
}

fn renew(transaction: &mut Transaction<'_>, name: &str) -> Result<(), StoreError> {
    lease::acquire(transaction, name, "test", Timestamp(0), Timestamp(2)).map(|_| ())
}

const END_OTHERS: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_write_goes_on_after_its_connection_was_lost() {
    let database = TestDatabase::postgres().await;
    let store = database.open().await;
    append(&store, 1).await;
    append(&store, 2).await;
    store
        .read::<_, StoreError>(|connection| Ok(diesel::sql_query(END_OTHERS).execute(connection)?))
        .await
        .expect("the other connections are ended");
    append(&store, 3).await;
    append(&store, 4).await;

    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| {
            log::append(transaction, &event(5))?;
            if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                transaction.batch_execute("SELECT pg_terminate_backend(pg_backend_pid())")?;
            }
            Ok(())
        })
        .await
        .expect("the write is run again on a new connection");
    assert_eq!(runs.load(Ordering::SeqCst), 2);
    assert_eq!(numbers(&store).await, [1, 2, 3, 4, 5]);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_read_fails_when_all_readers_were_lost_and_the_next_goes_on() {
    let database = TestDatabase::postgres().await;
    let store = database.open().await;
    let (first, second) = tokio::join!(numbers(&store), numbers(&store));
    assert_eq!((first.len(), second.len()), (0, 0));
    store
        .write::<_, StoreError>(Lane::Any, |transaction| {
            diesel::sql_query(END_OTHERS).execute(&mut **transaction)?;
            Ok(())
        })
        .await
        .expect("the other connections are ended");
    let ask =
        || store.read::<_, StoreError>(|connection| Ok(connection.batch_execute("SELECT 1")?));
    let lost = ask().await;
    assert!(matches!(lost, Err(StoreError::Unavailable(_))), "{lost:?}");
    ask().await.expect("a new connection is made");
    ask().await.expect("and kept");
    store.close().await;
}

/// Ends the writer's own connection in the middle of its commit.
async fn break_commits_of(store: &Store, table: &str, condition: &str) {
    let text = format!(
        "CREATE FUNCTION break_off() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
             PERFORM pg_terminate_backend(pg_backend_pid()); PERFORM pg_sleep(5); RETURN NULL; \
         END $$; \
         CREATE CONSTRAINT TRIGGER break_off AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED \
         FOR EACH ROW WHEN ({condition}) EXECUTE FUNCTION break_off()"
    );
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| Ok(transaction.batch_execute(&text)?))
        .await
        .expect("the trigger is made");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_that_was_taken_back_is_run_again_and_given_up_in_the_end() {
    let database = TestDatabase::postgres().await;
    let store = database.open().await;
    break_commits_of(&store, "events", "NEW.subject_id = 13").await;
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let outcome = store
        .write::<_, StoreError>(Lane::Any, move |transaction| {
            counted.fetch_add(1, Ordering::SeqCst);
            log::append(transaction, &event(13))
        })
        .await;
    assert!(matches!(outcome, Err(StoreError::Unavailable(_))), "{outcome:?}");
    assert_eq!(runs.load(Ordering::SeqCst), limits::COMMAND_ATTEMPTS);
    append(&store, 14).await;
    assert_eq!(numbers(&store).await, [14]);
    store.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_commit_whose_outcome_cannot_be_learned_is_in_doubt_and_not_run_again() {
    let database = TestDatabase::postgres().await;
    let store = database.open().await;
    break_commits_of(&store, "leases", "NEW.name = 'doubtful'").await;
    let runs = Arc::new(AtomicU32::new(0));
    let counted = Arc::clone(&runs);
    let outcome = store
        .write::<_, StoreError>(Lane::Any, move |transaction| {
            counted.fetch_add(1, Ordering::SeqCst);
            lease::acquire(transaction, "doubtful", "test", Timestamp(0), Timestamp(1))
        })
        .await;
    assert_eq!(outcome, Err(StoreError::InDoubt));
    assert_eq!(runs.load(Ordering::SeqCst), 1);
    store.close().await;
}
