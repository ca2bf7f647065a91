//! A stored answer is found by author and key, is not overwritten, and ages away.

use switchboard_model::Timestamp;
use switchboard_store::mutation_key::{self, MutationKey};
use switchboard_store::testing::both_databases;
use switchboard_store::{Lane, Store, StoreError};

fn answer(author: &str, at: i64) -> MutationKey {
    MutationKey {
        author: author.to_owned(),
        key: "k1".to_owned(),
        request_hash: "aa".to_owned(),
        answer: "{\"id\":1}".to_owned(),
        created_at: Timestamp(at),
    }
}

async fn insert(store: &Store, row: MutationKey) -> Result<(), StoreError> {
    store.write(Lane::Any, move |transaction| mutation_key::insert(transaction, &row)).await
}

async fn get(store: &Store, author: &'static str) -> Option<MutationKey> {
    store
        .read::<_, StoreError>(move |connection| mutation_key::get(connection, author, "k1"))
        .await
        .expect("the answer is read")
}

#[both_databases]
async fn an_answer_is_kept_per_author_and_never_overwritten(store: Store) {
    insert(&store, answer("ana", 100)).await.unwrap();
    insert(&store, answer("ben", 200)).await.unwrap();
    let second = MutationKey { request_hash: "bb".to_owned(), ..answer("ana", 300) };
    let refused = insert(&store, second).await;
    assert!(matches!(refused, Err(StoreError::Conflict(_))), "{refused:?}");
    assert_eq!(get(&store, "ana").await, Some(answer("ana", 100)));
    assert_eq!(get(&store, "cem").await, None);

    let pruned = store
        .write::<_, StoreError>(Lane::Any, |transaction| {
            mutation_key::prune(transaction, Timestamp(200))
        })
        .await;
    assert_eq!(pruned, Ok(1));
    assert_eq!(get(&store, "ana").await, None);
    assert_eq!(get(&store, "ben").await, Some(answer("ben", 200)));
}
