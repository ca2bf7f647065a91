//! Which operators are there to be given a chat: those whose status is `ONLINE`. This is the only place that
//! decides it.

use std::collections::HashSet;
use switchboard_model::OperatorId;
use switchboard_store::{DatabaseConnection, StoreError, operator_presence};

/// Those of the operators who are there now.
pub(crate) fn online(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<HashSet<OperatorId>, StoreError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    operator_presence::online(connection, ids)
}
