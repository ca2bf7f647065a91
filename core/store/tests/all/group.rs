//! A group is one transaction of many commands: what one does wrong, the others do not feel.

use crate::support::{append, event, numbers};
use diesel::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use switchboard_store::testing::{TestDatabase, both_databases};
use switchboard_store::{Lane, Store, StoreConfig, StoreError, Transaction, cursor, lease, log};
use tokio::sync::Barrier;

/// Adds one to a number that is kept in a follower's cursor: a read-then-write, locked as it must be.
fn add_one(transaction: &mut Transaction<'_>) -> Result<(), StoreError> {
    let held = lease::acquire(
        transaction,
        "counter",
        "all",
        switchboard_model::Timestamp(0),
        switchboard_model::Timestamp(1),
    )?;
    assert_eq!(held, lease::Lease::Claimed, "the update of the lease locks the row");
    let start = switchboard_model::EventCursor::start(0);
    let count = cursor::get(transaction, "counter")?.unwrap_or(start);
    let next = switchboard_model::EventCursor { sequence: count.sequence + 1, ..count };
    let now = transaction.now();
    cursor::set(transaction, "counter", next, now)
}

#[both_databases]
async fn a_read_then_write_through_many_lanes_loses_no_update(database: TestDatabase) {
    let config = StoreConfig { lanes: 4, ..database.config() };
    let clock = Arc::new(switchboard_model::SystemClock);
    let store = Store::open(config, clock).await.expect("the database opens");
    let adders: Vec<_> = (0..16)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                for _ in 0..15 {
                    store.write(Lane::Any, add_one).await.expect("the number rises");
                }
            })
        })
        .collect();
    for adder in adders {
        adder.await.expect("an adder ends well");
    }
    let count = store
        .read::<_, StoreError>(|connection| cursor::get(connection, "counter"))
        .await
        .expect("the number is read");
    assert_eq!(count.map(|count| count.sequence), Some(16 * 15));
    store.close().await;
}

type Work = fn(&mut Transaction<'_>) -> Result<(), StoreError>;

/// Holds the only lane until all others wait behind it, so that they become one group.
async fn in_one_group(store: &Store, commands: Vec<Work>) -> Vec<Result<(), StoreError>> {
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let worker_id = {
        let store = store.clone();
        tokio::spawn(async move {
            store
                .write::<_, StoreError>(Lane::Key(1), move |_| {
                    let _released = held.lock().expect("nobody panicked").recv();
                    Ok(())
                })
                .await
        })
    };
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let barrier = Arc::new(Barrier::new(commands.len() + 1));
    let mut answers = Vec::new();
    for command in commands {
        let (store, barrier) = (store.clone(), Arc::clone(&barrier));
        answers.push(tokio::spawn(async move {
            barrier.wait().await;
            store.write(Lane::Key(1), command).await
        }));
    }
    barrier.wait().await;
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    release.send(()).expect("the worker_id waits");
    worker_id.await.expect("the worker_id ends well").expect("the worker_id commits");
    let mut outcomes = Vec::new();
    for answer in answers {
        outcomes.push(answer.await.expect("a caller ends well"));
    }
    outcomes
}

fn appends_one(transaction: &mut Transaction<'_>) -> Result<(), StoreError> {
    log::append(transaction, &event(1)).map(|_| ())
}

fn appends_then_refuses(transaction: &mut Transaction<'_>) -> Result<(), StoreError> {
    log::append(transaction, &event(2))?;
    Err(StoreError::NotFound)
}

fn appends_then_panics(transaction: &mut Transaction<'_>) -> Result<(), StoreError> {
    log::append(transaction, &event(3))?;
    panic!("out of order")
}

fn appends_then_breaks_a_statement(transaction: &mut Transaction<'_>) -> Result<(), StoreError> {
    log::append(transaction, &event(4))?;
    diesel::sql_query("SELECT no_such_column FROM events").execute(&mut **transaction)?;
    Ok(())
}

fn goes_on_after_a_broken_statement(transaction: &mut Transaction<'_>) -> Result<(), StoreError> {
    log::append(transaction, &event(5))?;
    let _ignored =
        diesel::sql_query("SELECT no_such_column FROM events").execute(&mut **transaction);
    Ok(())
}

#[both_databases]
async fn a_failing_command_takes_no_other_down(store: Store) {
    let commits_before = store.metrics().commits.get();
    let outcomes = in_one_group(
        &store,
        vec![
            appends_one,
            appends_then_refuses,
            appends_one,
            appends_then_panics,
            appends_one,
            appends_then_breaks_a_statement,
            appends_one,
            goes_on_after_a_broken_statement,
            appends_one,
        ],
    )
    .await;
    let stored = outcomes.iter().filter(|outcome| outcome.is_ok()).count();
    assert_eq!(stored, 5, "{outcomes:?}");
    assert!(outcomes.contains(&Err(StoreError::NotFound)));
    let says = |part: &str| {
        outcomes
            .iter()
            .any(|outcome| outcome.as_ref().is_err_and(|error| error.to_string().contains(part)))
    };
    assert!(says("panicked: out of order"), "{outcomes:?}");
    assert!(says("no_such_column"), "{outcomes:?}");
    assert!(says("went on after a failed statement"), "{outcomes:?}");
    assert_eq!(numbers(&store).await, [1, 1, 1, 1, 1]);
    let commits = store.metrics().commits.get() - commits_before;
    assert_eq!(commits, 2, "the worker_id is one commit, the whole group another");
}

#[both_databases]
async fn alone_a_failing_command_is_taken_back_too(store: Store) {
    let commands: [Work; 4] = [
        appends_then_refuses,
        appends_then_panics,
        appends_then_breaks_a_statement,
        goes_on_after_a_broken_statement,
    ];
    for command in commands {
        store.write(Lane::Any, command).await.expect_err("the command fails");
    }
    append(&store, 9).await;
    assert_eq!(numbers(&store).await, [9]);
}

#[both_databases]
async fn the_commands_of_a_chat_keep_their_order(store: Store) {
    let chat = Lane::Chat(switchboard_model::ChatId(77));
    let mut answers = Vec::new();
    for number in 0..200 {
        let work = move |transaction: &mut Transaction<'_>| {
            log::append(transaction, &event(number)).map(|_| ())
        };
        // Polled once, in order: that is when a command is queued.
        let mut answer = Box::pin(store.write::<_, StoreError>(chat, work));
        assert!(futures_now(&mut answer).await.is_none());
        answers.push(answer);
    }
    for answer in answers {
        answer.await.expect("the event is stored");
    }
    assert_eq!(numbers(&store).await, (0..200).collect::<Vec<_>>());
    let groups = store.metrics().group_commands.count();
    assert!(groups < 200, "commands that wait share commits");
}

/// What a future gives when it is polled once.
async fn futures_now<F: Future + Unpin>(future: &mut F) -> Option<F::Output> {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(match std::pin::Pin::new(&mut *future).poll(context) {
            std::task::Poll::Ready(output) => Some(output),
            std::task::Poll::Pending => None,
        })
    })
    .await
}

#[both_databases]
async fn a_command_whose_caller_went_away_before_its_turn_is_not_run(store: Store) {
    let runs = Arc::new(AtomicU32::new(0));
    let (release, held) = std::sync::mpsc::channel::<()>();
    let held = std::sync::Mutex::new(held);
    let worker_id = {
        let store = store.clone();
        tokio::spawn(async move {
            let work = move |_: &mut Transaction<'_>| {
                let _released = held.lock().expect("nobody panicked").recv();
                Ok::<_, StoreError>(())
            };
            store.write(Lane::Key(1), work).await
        })
    };
    tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    let counted = Arc::clone(&runs);
    let mut gone = Box::pin(store.write::<_, StoreError>(Lane::Key(1), move |_| {
        counted.fetch_add(1, Ordering::SeqCst);
        Ok(())
    }));
    assert!(futures_now(&mut gone).await.is_none());
    drop(gone);
    release.send(()).expect("the worker_id waits");
    worker_id.await.expect("the worker_id ends well").expect("the worker_id commits");
    append(&store, 1).await;
    assert_eq!(runs.load(Ordering::SeqCst), 0);
}
