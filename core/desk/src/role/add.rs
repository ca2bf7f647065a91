//! Adds a role.

use super::sorted;
use crate::admin::{append, clean_name, require, require_all, taken};
use crate::limits::ROLES_MAX;
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{Lane, role};

use switchboard_model::Right;
use switchboard_model::operator::Role;

/// A new role.
#[derive(Clone, Debug)]
pub struct AddInput {
    /// The name, unique.
    pub name: String,
    /// What it allows: nothing that the actor lacks.
    pub rights: Vec<Right>,
}

/// Adds the role.
///
/// # Errors
/// `Denied` without `operator.manage` or for rights that the actor lacks, `Invalid`, `Conflict` for a
/// name that is taken.
pub async fn add(desk: &Desk, context: &Context, input: AddInput) -> Result<Done<Role>, DeskError> {
    require(&context.actor, Right::OperatorManage)?;
    require_all(&context.actor, &input.rights)?;
    let (name, rights) = (clean_name("name", &input.name)?, sorted(&input.rights));
    let acting = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        if role::count(transaction)? >= ROLES_MAX {
            let reason = format!("there are {ROLES_MAX} roles, the most there can be");
            return Err(DeskError::conflict(reason));
        }
        let added = Role {
            role_id: transaction.id(),
            name: name.clone(),
            is_built_in: false,
            rights: rights.clone(),
            version: 1,
        };
        role::insert(transaction, &added)
            .map_err(|error| taken(error, || format!("there is a role {name} already")))?;
        let subject = (SubjectKind::Role, added.role_id.0);
        let after = json!({ "name": added.name, "rights": added.rights });
        audit::record(transaction, &acting, "role.add", subject, None, Some(after))?;
        let changed = ["name", "rights"];
        append(transaction, &acting, EventKind::RoleEdited, subject, &changed)?;
        Ok(added)
    })
    .await
}
