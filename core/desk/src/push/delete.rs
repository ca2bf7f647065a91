//! Ends what a browser is told. Not audited: it is nobody else's.

use super::end;
use crate::{Command, Result};
use switchboard_model::PushSubscriptionId;

command!(delete: delete_in(PushSubscriptionId) -> PushSubscriptionId);

/// A browser of the operator's own is told no more; what waits for it is dropped.
///
/// # Errors
/// `NotFound` for one that is gone or somebody else's, `Forbidden` for an API token.
pub fn delete_in(command: &mut Command<'_>, id: PushSubscriptionId) -> Result<PushSubscriptionId> {
    let row = command.own_push_subscription(id)?;
    end(command, &row)?;
    Ok(id)
}
