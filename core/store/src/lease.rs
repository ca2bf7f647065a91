//! Leases by name: which process does what only one may do. A lease is held until a time, never by
//! an open transaction; a holder that dies loses it by itself.

use crate::dialect::OrIgnore;
use crate::schema::leases;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// The outcome of asking for a lease.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lease {
    /// It is the asker's, until the time that was asked for.
    Claimed,
    /// Another holder has it.
    HeldBy {
        /// Who.
        holder: String,
        /// Until when.
        until: Timestamp,
    },
}

/// Takes a lease that is free, has run out at `now`, or is the holder's own already.
pub fn acquire(
    connection: &mut DatabaseConnection,
    name: &str,
    holder: &str,
    now: Timestamp,
    until: Timestamp,
) -> Result<Lease, StoreError> {
    let insert = diesel::insert_into(leases::table).values((
        leases::name.eq(name),
        leases::holder.eq(holder),
        leases::lease_until.eq(until.0),
    ));
    if OrIgnore(insert).execute(connection)? == 1 {
        return Ok(Lease::Claimed);
    }
    let free = leases::lease_until.le(now.0).or(leases::holder.eq(holder));
    let taken = diesel::update(leases::table.find(name).filter(free))
        .set((leases::holder.eq(holder), leases::lease_until.eq(until.0)))
        .execute(connection)?;
    if taken == 1 {
        return Ok(Lease::Claimed);
    }
    let (holder, until) = leases::table
        .find(name)
        .select((leases::holder, leases::lease_until))
        .get_result::<(String, i64)>(connection)?;
    Ok(Lease::HeldBy { holder, until: Timestamp(until) })
}

/// Prolongs a lease that the holder still has; says whether it had it.
pub fn renew(
    connection: &mut DatabaseConnection,
    name: &str,
    holder: &str,
    until: Timestamp,
) -> Result<bool, StoreError> {
    let own = leases::table.find(name).filter(leases::holder.eq(holder));
    let changed = diesel::update(own).set(leases::lease_until.eq(until.0)).execute(connection)?;
    Ok(changed == 1)
}

/// Gives a lease back; says whether the holder had it.
pub fn release(
    connection: &mut DatabaseConnection,
    name: &str,
    holder: &str,
) -> Result<bool, StoreError> {
    let own = leases::table.find(name).filter(leases::holder.eq(holder));
    Ok(diesel::delete(own).execute(connection)? == 1)
}
