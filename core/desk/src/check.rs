//! What commands check of their input: versions, names, filters, unique columns.

use crate::limits::{EXTRA_MAX_BYTES, NAME_MAX_CHARACTERS};
use crate::{Command, DeskError, Result, attribute_kind, text};
use serde_json::{Map, Value};
use switchboard_model::{ChatFilter, ScheduleId, TeamId, locale};
use switchboard_store::{DatabaseConnection, StoreError, schedule, team};

/// Has the object changed since the caller read it.
pub(crate) fn check_version(expected: Option<i64>, version: i64) -> Result<()> {
    match expected {
        Some(expected) if expected != version => Err(DeskError::Stale),
        _ => Ok(()),
    }
}

/// A name that people read: one line of which something can be seen, not too long.
pub(crate) fn clean_name(field: &'static str, name: &str) -> Result<String> {
    let name = name.trim();
    if name.chars().count() > NAME_MAX_CHARACTERS {
        let reason = format!("is longer than {NAME_MAX_CHARACTERS} characters");
        return Err(DeskError::invalid(field, reason));
    }
    if name.chars().any(char::is_control) {
        return Err(DeskError::invalid(field, "must be one line without control characters"));
    }
    text::name(name).ok_or_else(|| DeskError::invalid(field, "must not be empty"))
}

/// A name that may be left as it is.
pub(crate) fn clean_new_name(name: Option<&str>) -> Result<Option<String>> {
    name.map(|name| clean_name("name", name)).transpose()
}

/// A language that somebody chooses, as it is usually written.
pub(crate) fn clean_language(field: &'static str, tag: &str) -> Result<String> {
    let reason = "write a language like \"en\" or \"pt-BR\"";
    locale::canonical(tag).ok_or_else(|| DeskError::invalid(field, reason))
}

/// The attributes that somebody writes down: an object within its bound.
pub(crate) fn check_attributes(given: &Value) -> Result<&Map<String, Value>> {
    let object = given.as_object().filter(|_| given.to_string().len() <= EXTRA_MAX_BYTES);
    object.ok_or_else(|| {
        let reason = format!("pass a JSON object of at most {EXTRA_MAX_BYTES} bytes");
        DeskError::invalid("attributes", reason)
    })
}

/// Is there room for one more beside those that there are.
pub(crate) fn check_limit(count: i64, max: i64, nouns: &str, instead: &str) -> Result<()> {
    if count < max {
        return Ok(());
    }
    let reason = format!("there are {max} {nouns}, the most there can be: {instead}");
    Err(DeskError::conflict(reason))
}

/// A team that is there, and is not deleted before the command has named it.
pub(crate) fn check_team(command: &mut Command<'_>, team_id: Option<TeamId>) -> Result<()> {
    match team_id {
        Some(id) if team::hold_all(command, &[id])?.is_empty() => {
            Err(DeskError::invalid("teamId", "no team has this id"))
        }
        _ => Ok(()),
    }
}

/// A schedule that is there, and is not deleted before the command has named it.
pub(crate) fn check_schedule(command: &mut Command<'_>, id: Option<ScheduleId>) -> Result<()> {
    match id {
        Some(id) if schedule::hold(command, id)?.is_none() => {
            Err(DeskError::invalid("scheduleId", "no schedule has this id"))
        }
        _ => Ok(()),
    }
}

/// A filter that somebody writes down: within its bounds, and by attributes that filters name. One that was
/// stored before is asked as it stands.
pub(crate) fn check_filter(connection: &mut DatabaseConnection, filter: &ChatFilter) -> Result<()> {
    filter.check().map_err(|error| DeskError::invalid("filter", error.0))?;
    attribute_kind::check_keys(connection, &filter.attribute_keys())
}

/// A filter as it is stored.
pub(crate) fn filter_as_stored(filter: &ChatFilter) -> Result<Value> {
    serde_json::to_value(filter).map_err(|error| DeskError::Internal(error.to_string()))
}

/// What an email address looks like: something on both sides of its only `@`, and no spaces.
pub(crate) fn is_email(email: &str) -> bool {
    let is_address = email
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && !host.is_empty() && !host.contains('@'));
    is_address && !email.chars().any(|letter| letter.is_whitespace() || letter.is_control())
}

/// A conflict of a unique column that a field of the input names, in the caller's words.
pub(crate) fn field_taken(
    error: StoreError,
    field: &'static str,
    reason: impl FnOnce() -> String,
) -> DeskError {
    match error {
        StoreError::Conflict(_) => DeskError::Taken { field, reason: reason() },
        other => other.into(),
    }
}

/// A conflict of what no field of the input names, in the caller's words.
pub(crate) fn taken(error: StoreError, reason: impl FnOnce() -> String) -> DeskError {
    match error {
        StoreError::Conflict(_) => DeskError::conflict(reason()),
        other => other.into(),
    }
}
