//! What every house has from its first start: three roles and three reasons. Made once; what admins
//! change afterwards stays. The Admin role always has all rights, those of newer versions too.

use crate::admin::append;
use crate::{Context, Desk, DeskError};
use switchboard_model::Right;
use switchboard_model::chat::Reason;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::operator::Role;
use switchboard_store::{Lane, Transaction, reason, role};

/// The role that may do everything.
pub const ADMIN: &str = "Admin";
/// The role that sees all chats.
pub const SUPERVISOR: &str = "Supervisor";
/// The role of those who answer.
pub const OPERATOR: &str = "Operator";

const SUPERVISOR_RIGHTS: &[Right] = &[
    Right::ChatRead,
    Right::ChatReadAll,
    Right::ChatReply,
    Right::ChatNote,
    Right::ChatAssign,
    Right::ChatClose,
    Right::ContactRead,
    Right::ContactEdit,
    Right::ChannelRead,
];
const OPERATOR_RIGHTS: &[Right] = &[
    Right::ChatRead,
    Right::ChatReply,
    Right::ChatNote,
    Right::ChatAssign,
    Right::ChatClose,
    Right::ContactRead,
    Right::ContactEdit,
];
const REASONS: &[&str] =
    &["Solved", "Customer not responding", "Transferred to another specialist"];

/// Makes what is missing. Call it at each start.
///
/// # Errors
/// `Store`.
pub async fn ensure(desk: &Desk) -> Result<(), DeskError> {
    desk.store()
        .write(Lane::Any, |transaction| {
            let context = Context::system();
            let is_first = role::count(transaction)? == 0;
            for (name, rights) in
                [(ADMIN, Right::ALL), (SUPERVISOR, SUPERVISOR_RIGHTS), (OPERATOR, OPERATOR_RIGHTS)]
            {
                ensure_role(transaction, &context, name, rights)?;
            }
            if is_first {
                for name in REASONS {
                    add_reason(transaction, &context, name)?;
                }
            }
            Ok(())
        })
        .await
}

fn ensure_role(
    transaction: &mut Transaction<'_>,
    context: &Context,
    name: &str,
    rights: &[Right],
) -> Result<(), DeskError> {
    let subject = match role::find_by_name(transaction, name)? {
        None => {
            let added = Role {
                role_id: transaction.id(),
                name: name.to_owned(),
                is_built_in: true,
                rights: rights.to_vec(),
                version: 1,
            };
            if !role::insert_or_ignore(transaction, &added)? {
                return Ok(());
            }
            added.role_id
        }
        Some(known) if name == ADMIN && known.rights != rights => {
            let (role_id, version) = (known.role_id, known.version + 1);
            let all = Role { rights: rights.to_vec(), version, ..known };
            role::update(transaction, &all)?;
            role_id
        }
        Some(_) => return Ok(()),
    };
    let subject = (SubjectKind::Role, subject.0);
    append(transaction, context, EventKind::RoleEdited, subject, &["rights"])?;
    Ok(())
}

fn add_reason(
    transaction: &mut Transaction<'_>,
    context: &Context,
    name: &str,
) -> Result<(), DeskError> {
    let added = Reason { reason_id: transaction.id(), name: name.to_owned(), is_active: true };
    if !reason::insert_or_ignore(transaction, &added)? {
        return Ok(());
    }
    let subject = (SubjectKind::Reason, added.reason_id.0);
    append(transaction, context, EventKind::ReasonEdited, subject, &["name"])?;
    Ok(())
}
