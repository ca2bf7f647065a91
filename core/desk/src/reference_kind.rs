//! The admins' list of the kinds of objects that chats refer to.

use crate::check::{check_limit, check_version, clean_name, clean_new_name, field_taken, taken};
use crate::limits::REFERENCE_KEY_CHARACTERS;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::event::EventKind;
use switchboard_model::limits::REFERENCE_KINDS_MAX;
use switchboard_model::reference::{ID_PLACE, ReferenceKind};
use switchboard_model::{Permission, ReferenceKindId, address_template};
use switchboard_store::reference_kind;

noun!(ReferenceKind.reference_kind_id: ReferenceKindId in reference_kind, read as reference_kinds,
    seen as Directory, all by name);

/// A new kind.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// What pages call it, unique: 1 to 64 of `a-z`, `0-9`, `-` and `_`.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// The address of an object, with `{id}` for its id.
    pub url_template: Option<String>,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub reference_kind_id: ReferenceKindId,
    /// What people call it.
    pub name: Option<String>,
    /// The address of an object; `Some(None)`: there is none.
    pub url_template: Option<Option<String>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(create: create_in(&CreateInput) -> ReferenceKind);

/// Adds a kind.
///
/// # Errors
/// `Denied` without `reference.manage`, `Invalid` for key, name and address, `Taken` for a key that is
/// taken, `Conflict` when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<ReferenceKind> {
    command.require(Permission::ReferenceManage)?;
    let is_safe = |letter: char| matches!(letter, 'a'..='z' | '0'..='9' | '-' | '_');
    if !REFERENCE_KEY_CHARACTERS.contains(&input.key.len()) || !input.key.chars().all(is_safe) {
        return Err(DeskError::invalid("key", "has 1 to 64 of a-z, 0-9, - and _"));
    }
    let name = clean_name("name", &input.name)?;
    check_template(input.url_template.as_deref())?;
    let (count, instead) = (reference_kind::count(command)?, "delete one");
    check_limit(count, REFERENCE_KINDS_MAX, "kinds of references", instead)?;
    let created = ReferenceKind {
        reference_kind_id: command.id(),
        key: input.key.clone(),
        name,
        url_template: input.url_template.clone(),
        version: 1,
        created_at: command.now(),
    };
    reference_kind::insert(command, &created).map_err(|error| {
        field_taken(error, "key", || {
            format!("there is a kind {:?}: choose another key", created.key)
        })
    })?;
    let change = Change::created(columns(&created));
    command.record((EventKind::ReferenceKindCreated, "reference_kind.create"), &created, change)?;
    Ok(created)
}

command!(update: update_in(&UpdateInput) -> ReferenceKind);

/// Changes a kind, and with that the addresses of all references of it.
///
/// # Errors
/// `Denied` without `reference.manage`, `NotFound`, `Stale`, `Invalid` for name and address.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<ReferenceKind> {
    command.require(Permission::ReferenceManage)?;
    let name = clean_new_name(input.name.as_deref())?;
    check_template(input.url_template.as_ref().and_then(Option::as_deref))?;
    let before = reference_kind::lock(command, input.reference_kind_id)?;
    check_version(input.expected_version, before.version)?;
    let url_template = input.url_template.clone();
    let after = ReferenceKind {
        name: name.unwrap_or_else(|| before.name.clone()),
        url_template: url_template.unwrap_or_else(|| before.url_template.clone()),
        version: before.version + 1,
        ..before.clone()
    };
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    reference_kind::update(command, &after)?;
    command.record((EventKind::ReferenceKindUpdated, "reference_kind.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(ReferenceKindId) -> ReferenceKindId);

/// Deletes a kind to which no chat refers.
///
/// # Errors
/// `Denied` without `reference.manage`, `NotFound`, `Conflict` for one to which chats refer.
pub fn delete_in(command: &mut Command<'_>, id: ReferenceKindId) -> Result<ReferenceKindId> {
    command.require(Permission::ReferenceManage)?;
    let deleted = reference_kind::lock(command, id)?;
    reference_kind::delete(command, id).map_err(|error| {
        taken(error, || "chats refer to objects of this kind: it stays with them".to_owned())
    })?;
    let change = Change::deleted(columns(&deleted));
    command.record((EventKind::ReferenceKindDeleted, "reference_kind.delete"), &deleted, change)?;
    Ok(id)
}

fn check_template(template: Option<&str>) -> Result<()> {
    let Some(template) = template else { return Ok(()) };
    address_template::check(template, ID_PLACE)
        .map_err(|error| DeskError::invalid("urlTemplate", error.to_string()))
}

fn columns(kind: &ReferenceKind) -> Value {
    json!({ "key": kind.key, "name": kind.name, "url_template": kind.url_template })
}
