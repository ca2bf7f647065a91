//! The table of addresses whose owners may not write.

use crate::schema::blocked_addresses;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::contact::{AddressKind, BlockedAddress};

queries!(BlockedAddress in blocked_addresses by blocked_address_id: BlockedAddressId {
    get, lock, by_ids, count, insert,
    /// Contacts that were blocked for it stay blocked.
    delete,
});

/// The newest ones, at most `limit`.
pub fn newest(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<BlockedAddress>> {
    let newest = BlockedAddress::query().order(blocked_addresses::blocked_address_id.desc());
    Ok(newest.limit(limit).load(connection)?)
}

/// The one that is this address, in any spelling.
pub fn find_same(
    connection: &mut DatabaseConnection,
    kind: AddressKind,
    value: &str,
) -> Result<Option<BlockedAddress>> {
    let alike: Vec<BlockedAddress> = BlockedAddress::query()
        .filter(blocked_addresses::kind.eq(kind))
        .filter(blocked_addresses::normal.eq(kind.normal(value)))
        .order(blocked_addresses::blocked_address_id)
        .load(connection)?;
    Ok(alike.into_iter().find(|one| kind.is_same(&one.value, value)))
}
