//! The node number of this process: part of every id it makes, leased from the database so that no
//! two processes have the same.

use crate::{DatabaseConnection, OpenError, Result, lease, lease::Lease, limits};
use switchboard_model::Timestamp;

/// A leased node number.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub(crate) number: u16,
    worker_id: String,
}

impl Node {
    /// Takes the first free number.
    pub(crate) fn lease(
        connection: &mut DatabaseConnection,
        now: Timestamp,
    ) -> Result<Self, OpenError> {
        let worker_id = format!("{:016x}", rand::random::<u64>());
        for number in 0..limits::NODES {
            let node = Self { number, worker_id: worker_id.clone() };
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
    ) -> Result<bool> {
        self.acquire(connection, now)
    }

    /// Gives the number back.
    pub(crate) fn release(&self, connection: &mut DatabaseConnection) -> Result<()> {
        lease::release(connection, &self.name(), &self.worker_id).map(|_| ())
    }

    fn acquire(&self, connection: &mut DatabaseConnection, now: Timestamp) -> Result<bool> {
        let until = now.plus_ms(limits::NODE_LEASE_MS);
        let lease = lease::acquire(connection, &self.name(), &self.worker_id, now, until)?;
        Ok(lease == Lease::Claimed)
    }

    fn name(&self) -> String {
        format!("node:{}", self.number)
    }
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::StoreError;
    use crate::testing::both_databases;
    use crate::{Lane, Store};
    use std::sync::Arc;
    use switchboard_model::{ChatId, IdGenerator, ManualClock};

    async fn lease(store: &Store, now: i64) -> Node {
        store
            .write::<_, StoreError>(Lane::Any, move |transaction| {
                Node::lease(transaction, Timestamp(now))
                    .map_err(|error| StoreError::Database(error.to_string()))
            })
            .await
            .expect("a number is free")
    }

    async fn renew(store: &Store, node: &Node, now: i64) -> bool {
        let node = node.clone();
        let work =
            move |transaction: &mut crate::Transaction<'_>| node.renew(transaction, Timestamp(now));
        store.write(Lane::Any, work).await.expect("the lease is asked for")
    }

    #[test]
    fn the_last_number_that_an_id_can_hold_is_nobodys() {
        let last = IdGenerator::new(Arc::new(ManualClock::at(Timestamp(0))), limits::NODES);
        let id: ChatId = last.next();
        assert_eq!(id.0 >> 11, 1_023, "numbers are leased below it");
    }

    #[both_databases]
    async fn a_silent_process_loses_its_number_and_learns_it(store: Store) {
        // Far behind the store's own lease, which holds a number too.
        let start = store.clock().now().0 + 10 * limits::NODE_LEASE_MS;
        let silent = lease(&store, start).await;
        assert!(renew(&store, &silent, start + 1).await);
        let beside = lease(&store, start + 2).await;
        assert_ne!(beside.number, silent.number);
        let later = start + 2 + limits::NODE_LEASE_MS;
        let next = lease(&store, later).await;
        assert_eq!(next.number, silent.number, "the number came free");
        assert!(!renew(&store, &silent, later + 1).await, "another has the number now");
    }
}
