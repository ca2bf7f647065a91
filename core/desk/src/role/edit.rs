//! Changes a role: its name, what it allows.

use super::sorted;
use crate::admin::{append, check_version, clean_name, require_all, role_for_manage, taken};
use crate::operator::check::somebody_can_manage;
use crate::{Context, Desk, DeskError, Done, audit, built_in};
use serde_json::json;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::operator::Role;
use switchboard_model::{Right, RoleId};
use switchboard_store::{Lane, role};

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The role.
    pub role_id: RoleId,
    /// The name, unique.
    pub name: Option<String>,
    /// What it allows, all of it.
    pub rights: Option<Vec<Right>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the role; its operators have the new rights at once.
///
/// # Errors
/// `Denied` without `operator.manage` or for rights that the actor lacks, `NotFound`, `Stale`,
/// `Invalid`, `Conflict` for a taken name, for the name of a built-in role, for the rights of Admin, and
/// when nobody active could manage operators any more.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Role>, DeskError> {
    let name = input.name.as_deref().map(|name| clean_name("name", name)).transpose()?;
    let acting = context.clone();
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            role::lock_all(transaction)?;
            let before = role_for_manage(transaction, &acting.actor, input.role_id)?;
            check_version(input.expected_version, before.version)?;
            let mut after = before.clone();
            let mut changed = Vec::new();
            if let Some(name) = name.as_ref().filter(|name| **name != before.name) {
                if before.is_built_in {
                    return Err(DeskError::conflict("a built-in role keeps its name"));
                }
                after.name.clone_from(name);
                changed.push("name");
            }
            if let Some(rights) = input.rights.as_deref().map(sorted)
                && rights != before.rights
            {
                if before.is_built_in && before.name == built_in::ADMIN {
                    return Err(DeskError::conflict(
                        "the Admin role has all rights: add another role",
                    ));
                }
                // Neither above one's own rights nor over a role that has more.
                require_all(&acting.actor, &rights)?;
                require_all(&acting.actor, &before.rights)?;
                after.rights = rights;
                changed.push("rights");
            }
            if changed.is_empty() {
                return Ok(before);
            }
            after.version += 1;
            role::update(transaction, &after).map_err(|error| {
                taken(error, || format!("there is a role {} already", after.name))
            })?;
            somebody_can_manage(transaction)?;
            let line = |role: &Role| Some(json!({ "name": role.name, "rights": role.rights }));
            let subject = (SubjectKind::Role, after.role_id.0);
            audit::record(transaction, &acting, "role.edit", subject, line(&before), line(&after))?;
            append(transaction, &acting, EventKind::RoleEdited, subject, &changed)?;
            Ok(after)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}
