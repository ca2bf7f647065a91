//! A lease has one worker_id at a time and comes free by itself.

use switchboard_model::Timestamp;
use switchboard_store::lease::{self, Lease};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, Store, StoreError};

async fn acquire(store: &Store, worker_id: &'static str, now: i64, until: i64) -> Lease {
    store
        .write::<_, StoreError>(Lane::Any, move |transaction| {
            lease::acquire(transaction, "poller", worker_id, Timestamp(now), Timestamp(until))
        })
        .await
        .expect("the lease is asked for")
}

#[both_databases]
async fn a_lease_is_held_until_it_runs_out_or_is_given_back(store: Store) {
    assert_eq!(acquire(&store, "ana", 100, 200).await, Lease::Claimed);
    assert_eq!(
        acquire(&store, "ana", 110, 210).await,
        Lease::Claimed,
        "the worker_id may ask again"
    );
    let held = Lease::HeldBy { worker_id: "ana".to_owned(), until: Timestamp(210) };
    assert_eq!(acquire(&store, "ben", 209, 300).await, held);
    assert_eq!(acquire(&store, "ben", 210, 300).await, Lease::Claimed);

    let held = Lease::HeldBy { worker_id: "ben".to_owned(), until: Timestamp(300) };
    assert_eq!(acquire(&store, "ana", 215, 400).await, held, "the lease went to another");

    let release = |worker_id: &'static str| {
        store.write::<_, StoreError>(Lane::Any, move |transaction| {
            lease::release(transaction, "poller", worker_id)
        })
    };
    assert!(!release("ana").await.unwrap());
    assert!(release("ben").await.unwrap());
    assert_eq!(acquire(&store, "ana", 220, 300).await, Lease::Claimed);
}

#[both_databases]
async fn of_many_who_ask_at_once_one_gets_the_lease(store: Store) {
    let names = ["ana", "ben", "cem", "dua", "eli", "fen", "gul", "hal"];
    let asking = names.map(|name| {
        let store = store.clone();
        tokio::spawn(async move { acquire(&store, name, 100, 200).await })
    });
    let mut claimed = 0;
    for answer in asking {
        claimed += i32::from(answer.await.expect("an answer comes") == Lease::Claimed);
    }
    assert_eq!(claimed, 1);
}
