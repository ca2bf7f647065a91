//! The node number of this process: part of every id it makes, leased from the database so that no
//! two processes have the same.

use crate::{DatabaseConnection, OpenError, StoreError, lease, lease::Lease, limits};
use switchboard_model::Timestamp;

/// A leased node number.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) number: u16,
    holder: String,
}

impl Node {
    /// Takes the first free number.
    pub(crate) fn lease(
        connection: &mut DatabaseConnection,
        now: Timestamp,
    ) -> Result<Self, OpenError> {
        let holder = format!("{:016x}", rand::random::<u64>());
        for number in 0..limits::NODES {
            let node = Self { number, holder: holder.clone() };
            if node.acquire(connection, now)? {
                return Ok(node);
            }
        }
        Err(OpenError::Nodes(limits::NODES))
    }

    /// Prolongs the lease; false when another process has the number now.
    pub(crate) fn renew(
        &self,
        connection: &mut DatabaseConnection,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        self.acquire(connection, now)
    }

    /// Gives the number back.
    pub(crate) fn release(&self, connection: &mut DatabaseConnection) -> Result<(), StoreError> {
        lease::release(connection, &self.name(), &self.holder).map(|_| ())
    }

    fn acquire(
        &self,
        connection: &mut DatabaseConnection,
        now: Timestamp,
    ) -> Result<bool, StoreError> {
        let until = now.plus_ms(limits::NODE_LEASE_MS);
        let lease = lease::acquire(connection, &self.name(), &self.holder, now, until)?;
        Ok(lease == Lease::Claimed)
    }

    fn name(&self) -> String {
        format!("node:{}", self.number)
    }
}
