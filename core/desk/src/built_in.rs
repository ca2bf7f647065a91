//! What every server has from its first start: three roles and three reasons. Made once; what admins
//! change afterwards stays. The Admin role always has all permissions, those of newer versions too.

use crate::change::changed;
use crate::role::sorted;
use crate::{Command, Context, Desk, Result};
use switchboard_model::Permission;
use switchboard_model::chat::CloseReason;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::operator::Role;
use switchboard_store::{Lane, close_reason, role};

/// The role that may do everything.
pub const ADMIN: &str = "Admin";
/// The role that sees all chats.
pub const SUPERVISOR: &str = "Supervisor";
/// The role of those who answer.
pub const OPERATOR: &str = "Operator";

const REASONS: &[&str] =
    &["Solved", "Customer not responding", "Transferred to another specialist"];

/// Makes what is missing. Call it at each start.
pub async fn ensure(desk: &Desk) -> Result<()> {
    desk.transact(&Context::system(), Lane::Any, |command| {
        let is_first = role::count(command)? == 0;
        let supervisors = sorted(&[Permission::OF_OPERATORS, Permission::OF_SUPERVISORS].concat());
        for (name, permissions) in [
            (ADMIN, Permission::ALL),
            (SUPERVISOR, supervisors.as_slice()),
            (OPERATOR, Permission::OF_OPERATORS),
        ] {
            ensure_role(command, name, permissions)?;
        }
        if is_first {
            for name in REASONS {
                create_close_reason(command, name)?;
            }
        }
        Ok(())
    })
    .await
}

fn ensure_role(command: &mut Command<'_>, name: &str, permissions: &[Permission]) -> Result<()> {
    match role::find_by_name(command, name)? {
        None => {
            let role = Role {
                role_id: command.id(),
                name: name.to_owned(),
                is_built_in: true,
                permissions: permissions.to_vec(),
                is_totp_required: false,
                version: 1,
            };
            if role::insert_or_ignore(command, &role)? {
                command.event(EventKind::RoleCreated, &role, EventDetail::default())?;
            }
        }
        Some(known) if name == ADMIN && known.permissions != permissions => {
            let version = known.version + 1;
            let all = Role { permissions: permissions.to_vec(), version, ..known };
            role::update(command, &all)?;
            command.event(EventKind::RoleUpdated, &all, changed(&["permissions"]))?;
        }
        Some(_) => {}
    }
    Ok(())
}

fn create_close_reason(command: &mut Command<'_>, name: &str) -> Result<()> {
    let reason =
        CloseReason { close_reason_id: command.id(), name: name.to_owned(), is_active: true };
    if close_reason::insert_or_ignore(command, &reason)? {
        command.event(EventKind::CloseReasonCreated, &reason, EventDetail::default())?;
    }
    Ok(())
}
