//! The company's own kinds of users: the admins' list of them, of which operators choose (F54).

use crate::check::{check_limit, check_version, clean_name, clean_new_name, field_taken};
use crate::limits::CONTACT_ROLES_MAX;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::chat::LabelColor;
use switchboard_model::contact_role::ContactRole;
use switchboard_model::event::EventKind;
use switchboard_model::{ContactRoleId, Permission};
use switchboard_store::{DatabaseConnection, contact_role};

noun!(ContactRole.contact_role_id: ContactRoleId in contact_role, read as contact_roles,
    seen as Directory, all by name);

/// A new role.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// What contacts bear and programs tell, unique.
    pub key: String,
    /// What operators read.
    pub name: String,
    /// Grey when none is chosen.
    pub color: Option<LabelColor>,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub contact_role_id: ContactRoleId,
    /// What operators read.
    pub name: Option<String>,
    /// The colour it is shown in.
    pub color: Option<LabelColor>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(create: create_in(&CreateInput) -> ContactRole);

/// Adds a role.
///
/// # Errors
/// `Denied` without `setting.manage`, `Invalid` for the key and the name, `Taken` for a key that is taken and
/// when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<ContactRole> {
    command.require(Permission::SettingManage)?;
    let key = clean_name("key", &input.key)?;
    let name = clean_name("name", &input.name)?;
    let count = contact_role::count(command)?;
    check_limit(count, CONTACT_ROLES_MAX, "contact roles", "delete one")?;
    let created = ContactRole {
        contact_role_id: command.id(),
        key,
        name,
        color: input.color.unwrap_or(LabelColor::Gray),
        version: 1,
        created_at: command.now(),
    };
    contact_role::insert(command, &created).map_err(|error| {
        field_taken(error, "key", || {
            format!("there is a role {:?}: choose another key", created.key)
        })
    })?;
    let change = Change::created(columns(&created));
    command.record((EventKind::ContactRoleCreated, "contact_role.create"), &created, change)?;
    Ok(created)
}

command!(update: update_in(&UpdateInput) -> ContactRole);

/// Changes how a role is shown.
///
/// # Errors
/// `Denied` without `setting.manage`, `NotFound`, `Stale`, `Invalid` for the name.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<ContactRole> {
    command.require(Permission::SettingManage)?;
    let name = clean_new_name(input.name.as_deref())?;
    let before = contact_role::lock(command, input.contact_role_id)?;
    check_version(input.expected_version, before.version)?;
    let after = ContactRole {
        name: name.unwrap_or_else(|| before.name.clone()),
        color: input.color.unwrap_or(before.color),
        version: before.version + 1,
        ..before.clone()
    };
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    contact_role::update(command, &after)?;
    command.record((EventKind::ContactRoleUpdated, "contact_role.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(ContactRoleId) -> ContactRoleId);

/// Takes a role off the list. Contacts that bear its key keep it.
///
/// # Errors
/// `Denied` without `setting.manage`, `NotFound`.
pub fn delete_in(command: &mut Command<'_>, id: ContactRoleId) -> Result<ContactRoleId> {
    command.require(Permission::SettingManage)?;
    let deleted = contact_role::lock(command, id)?;
    contact_role::delete(command, id)?;
    let change = Change::deleted(columns(&deleted));
    command.record((EventKind::ContactRoleDeleted, "contact_role.delete"), &deleted, change)?;
    Ok(id)
}

/// Is this a role that an operator can give: one of the list, or any where there is no list.
pub(crate) fn check(connection: &mut DatabaseConnection, role: &str) -> Result<()> {
    let all = contact_role::all(connection, CONTACT_ROLES_MAX)?;
    if all.is_empty() || all.iter().any(|one| one.key == role) {
        return Ok(());
    }
    let keys: Vec<&str> = all.iter().map(|one| one.key.as_str()).collect();
    Err(DeskError::invalid("role", format!("choose one of the list: {}", keys.join(", "))))
}

fn columns(role: &ContactRole) -> Value {
    json!({ "key": role.key, "name": role.name, "color": role.color.as_str() })
}
