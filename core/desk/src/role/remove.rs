//! Removes a role that nobody has.

use crate::admin::{append, role_for_manage, taken};
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::RoleId;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{Lane, role};

/// Removes the role.
///
/// # Errors
/// `Denied` without `operator.manage`, `NotFound`, `Conflict` for a built-in one and for one that
/// operators have.
pub async fn remove(
    desk: &Desk,
    context: &Context,
    role_id: RoleId,
) -> Result<Done<RoleId>, DeskError> {
    let acting = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let before = role_for_manage(transaction, &acting.actor, role_id)?;
        if before.is_built_in {
            return Err(DeskError::conflict("a built-in role cannot be removed"));
        }
        role::delete(transaction, role_id).map_err(|error| {
            taken(error, || "operators still have this role: give them another one first".into())
        })?;
        let subject = (SubjectKind::Role, role_id.0);
        let line = json!({ "name": before.name, "rights": before.rights });
        audit::record(transaction, &acting, "role.remove", subject, Some(line), None)?;
        append(transaction, &acting, EventKind::RoleEdited, subject, &["role_id"])?;
        Ok(role_id)
    })
    .await
}
