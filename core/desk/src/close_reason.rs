//! The admins' list of reasons for closing a chat.

use crate::check::{check_limit, clean_name, clean_new_name};
use crate::limits::CLOSE_REASONS_MAX;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::chat::CloseReason;
use switchboard_model::event::EventKind;
use switchboard_model::{CloseReasonId, Permission};
use switchboard_store::close_reason;

noun!(CloseReason.close_reason_id: CloseReasonId in close_reason, read as close_reasons,
    seen as Directory, all by name);

/// A reason that can be chosen.
///
/// # Errors
/// `Invalid` for an unknown or inactive one.
pub(crate) fn active(command: &mut Command<'_>, id: CloseReasonId) -> Result<CloseReason> {
    close_reason::find(command, id)?
        .filter(|reason| reason.is_active)
        .ok_or_else(|| DeskError::invalid("closeReasonId", "choose one of the active reasons"))
}

/// A new reason.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The text.
    pub name: String,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub close_reason_id: CloseReasonId,
    /// The text.
    pub name: Option<String>,
    /// Can it be chosen for new closings.
    pub is_active: Option<bool>,
}

command!(create: create_in(&CreateInput) -> CloseReason);

/// Adds a reason.
///
/// # Errors
/// `Denied` without `setting.manage`, `Invalid` for the text, `Conflict` for one that is there and when
/// there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<CloseReason> {
    command.require(Permission::SettingManage)?;
    let name = clean_name("name", &input.name)?;
    let (count, instead) = (close_reason::count(command)?, "change one that is not active");
    check_limit(count, CLOSE_REASONS_MAX, "reasons", instead)?;
    let reason = CloseReason { close_reason_id: command.id(), name, is_active: true };
    if !close_reason::insert_or_ignore(command, &reason)? {
        return Err(taken(&reason.name));
    }
    let change = Change::created(columns(&reason));
    command.record((EventKind::CloseReasonCreated, "close_reason.create"), &reason, change)?;
    Ok(reason)
}

command!(update: update_in(&UpdateInput) -> CloseReason);

/// Changes a reason. Chats that were closed with it keep it.
///
/// # Errors
/// `Denied` without `setting.manage`, `NotFound`, `Invalid`, `Conflict` for a text that is there.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<CloseReason> {
    command.require(Permission::SettingManage)?;
    let name = clean_new_name(input.name.as_deref())?;
    let before = close_reason::get(command, input.close_reason_id)?;
    let after = CloseReason {
        name: name.unwrap_or_else(|| before.name.clone()),
        is_active: input.is_active.unwrap_or(before.is_active),
        ..before
    };
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    let same = close_reason::find_by_name(command, &after.name)?;
    if same.is_some_and(|same| same.close_reason_id != after.close_reason_id) {
        return Err(taken(&after.name));
    }
    close_reason::update(command, &after)?;
    command.record((EventKind::CloseReasonUpdated, "close_reason.update"), &after, change)?;
    Ok(after)
}

fn taken(name: &str) -> DeskError {
    let reason = format!("there is a reason {name:?}: activate it, or choose another text");
    DeskError::Taken { field: "name", reason }
}

fn columns(reason: &CloseReason) -> Value {
    json!({ "name": reason.name, "is_active": reason.is_active })
}
