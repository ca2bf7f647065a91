//! Revokes an invitation.

use super::columns;
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::invitation::Invitation;
use switchboard_model::{InvitationId, Permission};
use switchboard_store::invitation;

command!(revoke: revoke_in(InvitationId) -> Invitation);

/// Revokes the invitation: nobody comes in by it. One that was used or revoked stays as it is.
///
/// # Errors
/// `Denied` without `operator.manage`, `Forbidden` for an API token, `NotFound`.
pub fn revoke_in(command: &mut Command<'_>, id: InvitationId) -> Result<Invitation> {
    command.require(Permission::OperatorManage)?;
    command.interactive()?;
    let now = command.now();
    let mut found = invitation::get(command, id)?;
    if !invitation::revoke(command, id, now)? {
        return Ok(found);
    }
    found.revoked_at = Some(now);
    let change = Change::deleted(columns(&found));
    command.record((EventKind::InvitationRevoked, "invitation.revoke"), &found, change)?;
    Ok(found)
}
