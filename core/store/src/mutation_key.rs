//! What a mutation answered, by the key that its author chose, so that a repeated one answers the
//! same.

use crate::dialect::direct;
use crate::schema::mutation_keys;
use crate::{DatabaseConnection, Result, StoreError, dialect, limits};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// A stored answer.
#[derive(Clone, Debug, PartialEq, Eq, HasQuery, Insertable)]
#[diesel(table_name = mutation_keys)]
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
) -> Result<Option<MutationKey>> {
    let found = direct!(
        connection => MutationKey::query().find((author, key)).get_result(connection)
    );
    Ok(found.optional()?)
}

/// Stores an answer; a key that is there already is a conflict, because two requests ran at once.
pub fn insert(connection: &mut DatabaseConnection, row: &MutationKey) -> Result<()> {
    let insert = diesel::insert_into(mutation_keys::table).values(row);
    if dialect::insert_or_ignore(connection, insert)? {
        Ok(())
    } else {
        Err(StoreError::Conflict("mutation_keys_pkey".to_owned()))
    }
}

/// Removes answers from before a time, at most [`limits::PRUNE_ROWS`]; says how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize> {
    let old: Vec<(String, String)> = mutation_keys::table
        .filter(mutation_keys::created_at.lt(before))
        .order(mutation_keys::created_at)
        .limit(limits::PRUNE_ROWS)
        .select((mutation_keys::author, mutation_keys::key))
        .load(connection)?;
    old.iter().try_fold(0, |count, (author, key)| {
        let row = mutation_keys::table.find((author, key));
        Ok(count + diesel::delete(row).execute(connection)?)
    })
}
