//! What a mutation answered, by the key that its author chose, so that a repeated one answers the
//! same.

use crate::dialect::OrIgnore;
use crate::schema::mutation_keys;
use crate::{DatabaseConnection, StoreError, limits};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// A stored answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MutationKey {
    /// Who asked.
    pub author: String,
    /// The key that the author chose, unique per author.
    pub key: String,
    /// A hash of the request; another request may not use the same key.
    pub request_hash: String,
    /// The answer, as JSON.
    pub answer: String,
    /// When.
    pub created_at: Timestamp,
}

/// The answer that is stored under the author's key.
pub fn get(
    connection: &mut DatabaseConnection,
    author: &str,
    key: &str,
) -> Result<Option<MutationKey>, StoreError> {
    let row: Option<(String, String, String, String, i64)> =
        mutation_keys::table.find((author, key)).get_result(connection).optional()?;
    Ok(row.map(|(author, key, request_hash, answer, created_at)| MutationKey {
        author,
        key,
        request_hash,
        answer,
        created_at: Timestamp(created_at),
    }))
}

/// Stores an answer; a key that is there already is a conflict, because two requests ran at once.
pub fn insert(connection: &mut DatabaseConnection, row: &MutationKey) -> Result<(), StoreError> {
    let insert = diesel::insert_into(mutation_keys::table).values((
        mutation_keys::author.eq(&row.author),
        mutation_keys::key.eq(&row.key),
        mutation_keys::request_hash.eq(&row.request_hash),
        mutation_keys::answer.eq(&row.answer),
        mutation_keys::created_at.eq(row.created_at.0),
    ));
    match OrIgnore(insert).execute(connection)? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict("mutation_keys_pkey".to_owned())),
    }
}

/// Removes answers from before a time, at most [`limits::PRUNE_ROWS`]; says how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize, StoreError> {
    let old: Vec<(String, String)> = mutation_keys::table
        .filter(mutation_keys::created_at.lt(before.0))
        .order(mutation_keys::created_at)
        .limit(limits::PRUNE_ROWS)
        .select((mutation_keys::author, mutation_keys::key))
        .load(connection)?;
    old.iter().try_fold(0, |count, (author, key)| {
        let row = mutation_keys::table.find((author, key));
        Ok(count + diesel::delete(row).execute(connection)?)
    })
}
