//! The pieces that the two databases say differently do the same on both.

use std::collections::HashSet;
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, Store, StoreError, dialect};

#[both_databases]
async fn chats_that_are_made_at_once_get_numbers_of_their_own(store: Store) {
    let making: Vec<_> = (0..8)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut numbers = Vec::new();
                for _ in 0..20 {
                    let number = store
                        .write::<_, StoreError>(Lane::Any, |transaction| {
                            dialect::next_chat_number(transaction)
                        })
                        .await;
                    numbers.push(number.expect("a number is drawn"));
                }
                assert!(numbers.is_sorted(), "the numbers of one caller rise: {numbers:?}");
                numbers
            })
        })
        .collect();
    let mut all = HashSet::new();
    for numbers in making {
        all.extend(numbers.await.expect("a caller ends well"));
    }
    assert_eq!(all.len(), 160, "a number was given twice");
    assert!(all.iter().all(|number| *number >= 1));
}

#[both_databases]
async fn a_lock_says_whether_its_row_exists(store: Store) {
    let insert = |transaction: &mut switchboard_store::Transaction<'_>| {
        use diesel::prelude::*;
        diesel::sql_query(
            "INSERT INTO close_reasons (close_reason_id, name, is_active) VALUES (7, 'spam', $1)",
        )
        .bind::<diesel::sql_types::Bool, _>(true)
        .execute(&mut **transaction)?;
        Ok::<_, StoreError>(())
    };
    store.write(Lane::Any, insert).await.unwrap();
    for (id, is_there) in [(7, true), (8, false)] {
        let locked = store
            .write::<_, StoreError>(Lane::Any, move |transaction| {
                dialect::lock_row(transaction, "close_reasons", "close_reason_id", id)
            })
            .await;
        assert_eq!(locked, Ok(is_there), "row {id}");
    }
}

#[both_databases]
async fn a_reader_cannot_write(store: Store) {
    let written = store
        .read::<_, StoreError>(|connection| {
            use diesel::prelude::*;
            diesel::sql_query("DELETE FROM events").execute(connection)?;
            Ok(())
        })
        .await;
    assert!(written.is_err(), "a read wrote");
}
