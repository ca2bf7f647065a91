//! Kinds of attributes: the admins' list of what is kept of contacts and chats beside what everybody has (F53).

pub(crate) mod value;

use crate::check::{check_limit, check_version, clean_name, clean_new_name, field_taken};
use crate::limits::{ATTRIBUTE_CHOICES_MAX, ATTRIBUTE_KINDS_FILTERABLE_MAX, ATTRIBUTE_KINDS_MAX};
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::attribute_kind::{
    AttributeKind, AttributeOwner, AttributeSubject, AttributeType, is_key,
};
use switchboard_model::event::EventKind;
use switchboard_model::{AttributeKindId, Permission};
use switchboard_store::{DatabaseConnection, attribute_kind};

noun!(AttributeKind.attribute_kind_id: AttributeKindId in attribute_kind, read as attribute_kinds,
    seen as Directory, all by name);

/// A new kind.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// Contacts when nothing is said.
    pub subject: Option<AttributeSubject>,
    /// The key among the attributes, unique.
    pub key: String,
    /// What operators read.
    pub name: String,
    /// What its values are.
    pub value_type: AttributeType,
    /// What can be chosen.
    pub choices: Vec<String>,
    /// What the whole of a text matches.
    pub pattern: Option<String>,
    /// Operators when nobody is named.
    pub owner: Option<AttributeOwner>,
    /// Do filters name it; not when nothing is said.
    pub is_filterable: Option<bool>,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub attribute_kind_id: AttributeKindId,
    /// What operators read.
    pub name: Option<String>,
    /// What can be chosen from now on.
    pub choices: Option<Vec<String>>,
    /// What the whole of a text matches from now on.
    pub pattern: Option<Option<String>>,
    /// Who writes its values.
    pub owner: Option<AttributeOwner>,
    /// Do filters name it from now on.
    pub is_filterable: Option<bool>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(create: create_in(&CreateInput) -> AttributeKind);

/// Adds a kind. Values that are there under its key already stay as they are.
///
/// # Errors
/// `Denied` without `setting.manage`, `Invalid`, `Taken` for a key that is taken and when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<AttributeKind> {
    command.require(Permission::SettingManage)?;
    if !is_key(&input.key) {
        let reason = "write small letters, digits and underscores, such as \"plan\", at most 64";
        return Err(DeskError::invalid("key", reason));
    }
    let name = clean_name("name", &input.name)?;
    let count = attribute_kind::count(command)?;
    check_limit(count, ATTRIBUTE_KINDS_MAX, "kinds of attributes", "delete one")?;
    let created = AttributeKind {
        attribute_kind_id: command.id(),
        subject: input.subject.unwrap_or(AttributeSubject::Contact),
        key: input.key.clone(),
        name,
        value_type: input.value_type,
        choices: clean_choices(&input.choices)?,
        pattern: input.pattern.clone(),
        owner: input.owner.unwrap_or(AttributeOwner::Operator),
        is_filterable: input.is_filterable.unwrap_or(false),
        version: 1,
        created_at: command.now(),
    };
    check(&created)?;
    if created.is_filterable {
        check_filterable(command)?;
    }
    attribute_kind::insert(command, &created).map_err(|error| {
        field_taken(error, "key", || {
            format!("there is an attribute {:?}: choose another key", created.key)
        })
    })?;
    let change = Change::created(columns(&created));
    command.record((EventKind::AttributeKindCreated, "attribute_kind.create"), &created, change)?;
    Ok(created)
}

command!(update: update_in(&UpdateInput) -> AttributeKind);

/// Changes a kind. Values that are there stay as they are, until somebody writes them.
///
/// # Errors
/// `Denied` without `setting.manage`, `NotFound`, `Stale`, `Invalid`.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<AttributeKind> {
    command.require(Permission::SettingManage)?;
    let name = clean_new_name(input.name.as_deref())?;
    let choices = input.choices.as_deref().map(clean_choices).transpose()?;
    let before = attribute_kind::lock(command, input.attribute_kind_id)?;
    check_version(input.expected_version, before.version)?;
    let after = AttributeKind {
        name: name.unwrap_or_else(|| before.name.clone()),
        choices: choices.unwrap_or_else(|| before.choices.clone()),
        pattern: input.pattern.clone().unwrap_or_else(|| before.pattern.clone()),
        owner: input.owner.unwrap_or(before.owner),
        is_filterable: input.is_filterable.unwrap_or(before.is_filterable),
        version: before.version + 1,
        ..before.clone()
    };
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    check(&after)?;
    if after.is_filterable && !before.is_filterable {
        check_filterable(command)?;
    }
    attribute_kind::update(command, &after)?;
    command.record((EventKind::AttributeKindUpdated, "attribute_kind.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(AttributeKindId) -> AttributeKindId);

/// Takes a kind off the list. Contacts and chats keep what they have under its key.
///
/// # Errors
/// `Denied` without `setting.manage`, `NotFound`.
pub fn delete_in(command: &mut Command<'_>, id: AttributeKindId) -> Result<AttributeKindId> {
    command.require(Permission::SettingManage)?;
    let deleted = attribute_kind::lock(command, id)?;
    attribute_kind::delete(command, id)?;
    let change = Change::deleted(columns(&deleted));
    command.record((EventKind::AttributeKindDeleted, "attribute_kind.delete"), &deleted, change)?;
    Ok(id)
}

/// Is there room for one more that filters name: each costs lists their memory.
fn check_filterable(command: &mut Command<'_>) -> Result<()> {
    let count = attribute_kind::count_filterable(command)?;
    let instead = "take `isFilterable` from one first";
    check_limit(count, ATTRIBUTE_KINDS_FILTERABLE_MAX, "kinds that filters name", instead)
}

/// Refuses a filter by an attribute that is none to filter by.
pub(crate) fn check_keys(
    connection: &mut DatabaseConnection,
    keys: &[(AttributeSubject, &str)],
) -> Result<()> {
    if keys.is_empty() {
        return Ok(());
    }
    let all = attribute_kind::all(connection, ATTRIBUTE_KINDS_MAX)?;
    let is_known = |(subject, key): &(AttributeSubject, &str)| {
        let mut kinds = all.iter().filter(|kind| kind.is_filterable && kind.subject == *subject);
        kinds.any(|kind| kind.key == *key)
    };
    let Some((subject, key)) = keys.iter().find(|one| !is_known(one)) else { return Ok(()) };
    let of = subject.as_str();
    let reason = format!(
        "asks for {key:?}: no kind of attribute of a {of} with `isFilterable` has this key"
    );
    Err(DeskError::invalid("filter", reason))
}

/// Do choices and pattern belong to the type.
fn check(kind: &AttributeKind) -> Result<()> {
    let is_choice = kind.value_type == AttributeType::Choice;
    if is_choice == kind.choices.is_empty() {
        let reason = "an attribute of the type CHOICE has some, one of another type has none";
        return Err(DeskError::invalid("choices", reason));
    }
    let Some(pattern) = &kind.pattern else { return Ok(()) };
    if kind.value_type != AttributeType::Text {
        return Err(DeskError::invalid("pattern", "goes with the type TEXT alone"));
    }
    value::compiled(pattern).map(|_| ())
}

/// One line each, none twice.
fn clean_choices(choices: &[String]) -> Result<Vec<String>> {
    if choices.len() > ATTRIBUTE_CHOICES_MAX {
        let reason = format!("has more than {ATTRIBUTE_CHOICES_MAX}");
        return Err(DeskError::invalid("choices", reason));
    }
    let mut clean: Vec<String> = Vec::with_capacity(choices.len());
    for choice in choices {
        let choice = clean_name("choices", choice)?;
        if clean.contains(&choice) {
            return Err(DeskError::invalid("choices", format!("has {choice:?} twice")));
        }
        clean.push(choice);
    }
    Ok(clean)
}

fn columns(kind: &AttributeKind) -> Value {
    json!({
        "subject": kind.subject.as_str(),
        "key": kind.key,
        "name": kind.name,
        "value_type": kind.value_type.as_str(),
        "choices": kind.choices,
        "pattern": kind.pattern,
        "owner": kind.owner.as_str(),
        "is_filterable": kind.is_filterable,
    })
}
