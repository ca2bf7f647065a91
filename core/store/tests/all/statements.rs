//! Statements are counted for the work that causes them, also when other work runs beside it.

use crate::support::append;
use diesel::prelude::*;
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, Store, StoreError, statements};

async fn select(store: &Store, count: usize) {
    store
        .read::<_, StoreError>(move |connection| {
            for _ in 0..count {
                diesel::sql_query("SELECT 1").execute(connection)?;
            }
            Ok(())
        })
        .await
        .expect("the read succeeds");
}

#[both_databases]
async fn each_piece_of_work_counts_its_own_statements(store: Store) {
    let other = tokio::spawn({
        let store = store.clone();
        async move { select(&store, 40).await }
    });
    let ((), three) = statements::counted(select(&store, 3)).await;
    let (_, one) = statements::counted(append(&store, 1)).await;
    let ((), five) = statements::counted(async {
        select(&store, 2).await;
        assert_eq!(statements::count(), 2);
        store
            .write::<_, StoreError>(Lane::Any, |transaction| {
                for _ in 0..3 {
                    diesel::sql_query("SELECT 1").execute(&mut **transaction)?;
                }
                Ok(())
            })
            .await
            .expect("the write succeeds");
    })
    .await;
    assert_eq!((three, one, five), (3, 1, 5));
    other.await.expect("the other work ends well");
    assert_eq!(statements::count(), 0, "outside of counted work there is nothing to count");
    assert!(store.metrics().statements.get() >= 49);
}
