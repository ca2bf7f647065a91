//! The table of wrong sign-ins, counted for each address and peer, on whichever node.

use crate::schema::sign_in_failures;
use crate::{DatabaseConnection, Result, limits};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// Whose wrong sign-ins count together: the hash of the address, and the peer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FailureKey {
    /// The SHA-256 (hex) of the address.
    pub email_hash: String,
    /// The peer.
    pub peer: String,
}

/// What is counted of a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Failures {
    /// Wrong sign-ins.
    pub failure_count: i64,
    /// Since when they are counted.
    pub counted_from_at: Timestamp,
    /// Until when nobody signs in.
    pub locked_until_at: Option<Timestamp>,
}

/// What is counted of a key, if anything.
pub fn find(connection: &mut DatabaseConnection, key: &FailureKey) -> Result<Option<Failures>> {
    let row: Option<(i64, Timestamp, Option<Timestamp>)> = sign_in_failures::table
        .find((&key.email_hash, &key.peer))
        .select((
            sign_in_failures::failure_count,
            sign_in_failures::counted_from_at,
            sign_in_failures::locked_until_at,
        ))
        .get_result(connection)
        .optional()?;
    Ok(row.map(|(failure_count, counted_from_at, locked_until_at)| Failures {
        failure_count,
        counted_from_at,
        locked_until_at,
    }))
}

/// Writes what is counted of a key.
pub fn upsert(
    connection: &mut DatabaseConnection,
    key: &FailureKey,
    failures: Failures,
) -> Result<()> {
    let insert = diesel::insert_into(sign_in_failures::table).values((
        sign_in_failures::email_hash.eq(key.email_hash.clone()),
        sign_in_failures::peer.eq(key.peer.clone()),
        sign_in_failures::failure_count.eq(failures.failure_count),
        sign_in_failures::counted_from_at.eq(failures.counted_from_at),
        sign_in_failures::locked_until_at.eq(failures.locked_until_at),
    ));
    let columns = &["failure_count", "counted_from_at", "locked_until_at"];
    crate::dialect::upsert(connection, insert, "email_hash, peer", columns)
}

/// Forgets what was counted of a key.
pub fn delete(connection: &mut DatabaseConnection, key: &FailureKey) -> Result<()> {
    let row = sign_in_failures::table.find((&key.email_hash, &key.peer));
    diesel::delete(row).execute(connection)?;
    Ok(())
}

/// How many keys are counted.
pub fn count(connection: &mut DatabaseConnection) -> Result<i64> {
    Ok(sign_in_failures::table.count().get_result(connection)?)
}

/// Forgets the keys that were counted longest, one portion.
pub fn delete_oldest(connection: &mut DatabaseConnection) -> Result<usize> {
    let before: Option<Timestamp> = sign_in_failures::table
        .order(sign_in_failures::counted_from_at)
        .select(sign_in_failures::counted_from_at)
        .offset(limits::PRUNE_ROWS)
        .first(connection)
        .optional()?;
    match before {
        Some(before) => prune(connection, before),
        None => Ok(0),
    }
}

/// Forgets what was counted from before `before`; returns of how many keys.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp) -> Result<usize> {
    let old = sign_in_failures::table.filter(sign_in_failures::counted_from_at.lt(before));
    Ok(diesel::delete(old).execute(connection)?)
}
