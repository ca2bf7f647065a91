//! Puts contacts where the server's language wants them among the names: after it was changed, after a new release
//! of the collator, and those whose names were written since.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError};
use switchboard_store::{Lane, Transaction, contact_name};

/// The worker of the names.
pub(crate) struct NameOrderer {
    pub desk: Desk,
}

#[async_trait]
impl Worker for NameOrderer {
    fn name(&self) -> &'static str {
        "names"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let store = self.desk.store();
        if !store.read(contact_name::is_any_misplaced).await? {
            return Ok(0);
        }
        let write = |transaction: &mut Transaction<'_>| {
            contact_name::place(transaction, limits::NAMES_PLACED)
        };
        store.write(Lane::Any, write).await.map_err(DeskError::from)
    }

    fn idle(&self) -> Duration {
        limits::NAMES_IDLE
    }
}
