//! Leases by name: which process does what only one may do. A lease is held until a time, never by
//! an open transaction; a worker_id that dies loses it by itself.

use crate::schema::leases;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// The outcome of asking for a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lease {
    /// It is the caller's, until the time that was asked for.
    Claimed,
    /// Another worker_id has it.
    HeldBy {
        /// Who.
        worker_id: String,
        /// Until when.
        until: Timestamp,
    },
}

/// Takes a lease that is free or has run out at `now`, or prolongs the worker_id's own.
pub fn acquire(
    connection: &mut DatabaseConnection,
    name: &str,
    worker_id: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Lease> {
    let insert = diesel::insert_into(leases::table).values((
        leases::name.eq(name),
        leases::worker_id.eq(worker_id),
        leases::lease_until.eq(until),
    ));
    if dialect::insert_or_ignore(connection, insert)? {
        return Ok(Lease::Claimed);
    }
    let free = leases::lease_until.le(now).or(leases::worker_id.eq(worker_id));
    let taken = diesel::update(leases::table.find(name).filter(free))
        .set((leases::worker_id.eq(worker_id), leases::lease_until.eq(until)))
        .execute(connection)?;
    if taken == 1 {
        return Ok(Lease::Claimed);
    }
    let (worker_id, until) = leases::table
        .find(name)
        .select((leases::worker_id, leases::lease_until))
        .get_result(connection)?;
    Ok(Lease::HeldBy { worker_id, until })
}

/// Gives a lease back; says whether the worker_id had it.
pub fn release(connection: &mut DatabaseConnection, name: &str, worker_id: &str) -> Result<bool> {
    let own = leases::table.find(name).filter(leases::worker_id.eq(worker_id));
    Ok(diesel::delete(own).execute(connection)? == 1)
}
