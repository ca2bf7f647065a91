//! A content is wanted or removed, never both, and the meters show what is so, whatever changes the rows.

use diesel::prelude::*;
use switchboard_model::{ChannelId, Timestamp};
use switchboard_store::content::{self, Claim};
use switchboard_store::file_meter;
use switchboard_store::testing::both_databases;
use switchboard_store::{DatabaseConnection, Lane, Store, StoreError, Transaction};

const NAME: &str = "a content";

async fn claim(store: &Store, now: i64) -> Claim {
    let work = move |transaction: &mut Transaction<'_>| {
        content::claim(transaction, NAME, 7, Timestamp(now))
    };
    store.write::<_, StoreError>(Lane::Any, work).await.expect("asked")
}

async fn begin_removal(store: &Store, now: i64, until: i64) -> bool {
    let work = move |transaction: &mut Transaction<'_>| {
        content::begin_removal(transaction, NAME, Timestamp(now), Timestamp(until))
    };
    store.write::<_, StoreError>(Lane::Any, work).await.expect("asked")
}

async fn end_removal(store: &Store) {
    let work = |transaction: &mut Transaction<'_>| content::end_removal(transaction, NAME);
    store.write::<_, StoreError>(Lane::Any, work).await.expect("ended");
}

async fn stored_bytes(store: &Store) -> i64 {
    let meters = store.read(|connection| file_meter::read(connection, ChannelId(1))).await;
    meters.expect("read").stored_bytes
}

#[both_databases]
async fn who_wants_a_content_and_who_removes_it_take_turns(store: Store) {
    assert_eq!(claim(&store, 1).await, Claim::New);
    assert_eq!(claim(&store, 1).await, Claim::Kept);
    assert_eq!(stored_bytes(&store).await, 7, "once");
    assert!(begin_removal(&store, 10, 20).await, "nothing names it");
    assert!(!begin_removal(&store, 19, 30).await, "somebody removes it");
    assert_eq!(claim(&store, 19).await, Claim::BeingRemoved);
    let unused =
        |now: i64| store.read(move |connection| content::unused(connection, Timestamp(now), 10));
    assert_eq!(unused(19).await.expect("read"), Vec::<String>::new());
    assert_eq!(unused(20).await.expect("read"), [NAME], "its removal did not end");
    assert_eq!(claim(&store, 20).await, Claim::New, "who removed it is gone");
    end_removal(&store).await;
    assert_eq!(claim(&store, 21).await, Claim::Kept, "a late end takes nothing away");
    assert!(begin_removal(&store, 30, 40).await);
    end_removal(&store).await;
    assert_eq!(stored_bytes(&store).await, 0);
    assert!(begin_removal(&store, 50, 60).await, "bytes without a row are taken as well");
    end_removal(&store).await;
    assert_eq!(stored_bytes(&store).await, 0);
}

#[both_databases]
async fn a_meter_that_is_wrong_is_counted_again(store: Store) {
    assert_eq!(claim(&store, 1).await, Claim::New);
    let wrong = || store.read(file_meter::count_wrong);
    assert_eq!(wrong().await.expect("read"), 0);
    let spoil = |transaction: &mut Transaction<'_>| -> Result<(), StoreError> {
        let text = "UPDATE file_meters SET bytes = bytes + 100";
        let connection: &mut DatabaseConnection = transaction;
        diesel::sql_query(text).execute(connection)?;
        Ok(())
    };
    store.write::<_, StoreError>(Lane::Any, spoil).await.expect("changed by hand");
    assert_eq!(wrong().await.expect("read"), 2, "both of the server");
    let mend = |transaction: &mut Transaction<'_>| file_meter::recount(transaction);
    store.write::<_, StoreError>(Lane::Any, mend).await.expect("counted");
    assert_eq!((wrong().await.expect("read"), stored_bytes(&store).await), (0, 7));
}
