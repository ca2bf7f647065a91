//! Which operators are there to be given a chat. For now those who are signed in: a session of theirs runs,
//! in whichever process. This is the only place that decides it.

use std::collections::HashSet;
use switchboard_model::{OperatorId, Timestamp};
use switchboard_store::{DatabaseConnection, StoreError, session};

/// Those of the operators who are there now.
pub(crate) fn online(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
    now: Timestamp,
) -> Result<HashSet<OperatorId>, StoreError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    session::operators_with_any(connection, ids, now)
}
