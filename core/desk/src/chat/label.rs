//! Labels of chats: the admins' list of them, and which chat has which.

use super::merge_label::check_is_no_target;
use super::save;
use crate::change::changed;
use crate::check::{check_limit, check_version, clean_name, clean_new_name, field_taken};
use crate::read::Related;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use switchboard_model::chat::{Chat, Label, LabelColor};
use switchboard_model::event::EventKind;
use switchboard_model::limits::{CHAT_LABELS_MAX, LABELS_MAX};
use switchboard_model::{ChatId, LabelId, Permission};
use switchboard_store::{Lane, StoreError, label};

noun!(Label.label_id: LabelId in label, read as labels, seen as Directory, all by name);

impl Related<'_> {
    /// Which labels these chats have, those of a chat in the order in which the labels were made.
    pub fn labels_of_chats(&mut self, ids: &[ChatId]) -> Result<Vec<(ChatId, LabelId)>> {
        Ok(label::of_chats(self.connection, ids)?)
    }
}

/// A new label.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name, unique.
    pub name: String,
    /// Grey when none is chosen.
    pub color: Option<LabelColor>,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub label_id: LabelId,
    /// The name, unique.
    pub name: Option<String>,
    /// The colour it is shown in.
    pub color: Option<LabelColor>,
    /// Can it be put on chats.
    pub is_active: Option<bool>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Which label of which chat.
#[derive(Clone, Copy, Debug)]
pub struct LabelInput {
    pub chat_id: ChatId,
    pub label_id: LabelId,
}

command!(create: create_in(&CreateInput) -> Label);

/// Adds a label.
///
/// # Errors
/// `Denied` without `label.manage`, `Invalid` for the name, `Taken` for one that is taken and when there
/// are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Label> {
    command.require(Permission::LabelManage)?;
    let name = clean_name("name", &input.name)?;
    check_limit(label::count(command)?, LABELS_MAX, "labels", "delete one")?;
    let created = Label {
        label_id: command.id(),
        name,
        color: input.color.unwrap_or(LabelColor::Gray),
        is_active: true,
        merged_into_id: None,
        version: 1,
        created_at: command.now(),
    };
    label::insert(command, &created).map_err(|error| name_taken(error, &created))?;
    let change = Change::created(columns(&created));
    command.record((EventKind::LabelCreated, "label.create"), &created, change)?;
    Ok(created)
}

command!(update: update_in(&UpdateInput) -> Label);

/// Changes a label. Chats keep it.
///
/// # Errors
/// `Denied` without `label.manage`, `NotFound`, `Stale`, `Invalid` for the name, `Conflict` for one that is
/// taken, and for a label that is being merged into another one.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Label> {
    command.require(Permission::LabelManage)?;
    let name = clean_new_name(input.name.as_deref())?;
    let before = label::lock(command, input.label_id)?;
    check_version(input.expected_version, before.version)?;
    check_unmerged(&before)?;
    let after = Label {
        name: name.unwrap_or_else(|| before.name.clone()),
        color: input.color.unwrap_or(before.color),
        is_active: input.is_active.unwrap_or(before.is_active),
        version: before.version + 1,
        ..before
    };
    let change = Change::between(columns(&before), columns(&after));
    if change.is_nothing() {
        return Ok(before);
    }
    label::update(command, &after).map_err(|error| name_taken(error, &after))?;
    command.record((EventKind::LabelUpdated, "label.update"), &after, change)?;
    Ok(after)
}

command!(delete: delete_in(LabelId) -> LabelId);

/// Deletes a label: no chat has it any more.
///
/// # Errors
/// `Denied` without `label.manage`, `NotFound`, `Conflict` while it is merged into another one, or another one into
/// it.
pub fn delete_in(command: &mut Command<'_>, label_id: LabelId) -> Result<LabelId> {
    command.require(Permission::LabelManage)?;
    // Locked, so that nobody puts it on a chat meanwhile.
    let deleted = label::lock(command, label_id)?;
    check_unmerged(&deleted)?;
    check_is_no_target(command, label_id)?;
    label::delete(command, label_id)?;
    let change = Change::deleted(columns(&deleted));
    command.record((EventKind::LabelDeleted, "label.delete"), &deleted, change)?;
    Ok(label_id)
}

command!(label: label_in(LabelInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Puts a label on a chat, open or closed. One that it has already changes nothing.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Denied` without `chat.label`, `Invalid` for an unknown or
/// inactive label, `Conflict` for a chat that has too many.
pub fn label_in(command: &mut Command<'_>, input: LabelInput) -> Result<Chat> {
    let LabelInput { chat_id, label_id } = input;
    let mut chat = command.locked_chat(chat_id, Permission::ChatLabel)?;
    let found = label::hold(command, label_id)?
        .filter(|label| label.is_active)
        .ok_or_else(|| DeskError::invalid("labelId", "choose one of the active labels"))?;
    let known = label::of_chats(command, &[chat_id])?;
    if known.contains(&(chat_id, label_id)) {
        return Ok(chat);
    }
    if known.len() >= CHAT_LABELS_MAX {
        let reason = format!("the chat has {CHAT_LABELS_MAX} labels: take one off first");
        return Err(DeskError::conflict(reason));
    }
    label::put_on(command, chat_id, label_id).map_err(|error| {
        field_taken(error, "labelId", || "the label was deleted: choose another one".into())
    })?;
    save(command, &mut chat)?;
    let after = Some(json!({ "label": found.name }));
    let change = Change { detail: changed(&["labels"]), before: None, after };
    command.record((EventKind::ChatLabeled, "chat.label"), &chat, change)?;
    Ok(chat)
}

command!(unlabel: unlabel_in(LabelInput) -> Chat, in |input| Lane::Chat(input.chat_id));

/// Takes a label off a chat. One that it does not have changes nothing.
///
/// # Errors
/// `NotFound` for a chat that is not visible and for an unknown label, `Denied` without `chat.label`.
pub fn unlabel_in(command: &mut Command<'_>, input: LabelInput) -> Result<Chat> {
    let mut chat = command.locked_chat(input.chat_id, Permission::ChatLabel)?;
    let found = label::get(command, input.label_id)?;
    if !label::take_off(command, input.chat_id, input.label_id)? {
        return Ok(chat);
    }
    save(command, &mut chat)?;
    let before = Some(json!({ "label": found.name }));
    let change = Change { detail: changed(&["labels"]), before, after: None };
    command.record((EventKind::ChatUnlabeled, "chat.unlabel"), &chat, change)?;
    Ok(chat)
}

/// It is not about to be gone.
pub(super) fn check_unmerged(label: &Label) -> Result<()> {
    if label.merged_into_id.is_some() {
        let reason = format!("{:?} is being merged into another label, and then gone", label.name);
        return Err(DeskError::conflict(reason));
    }
    Ok(())
}

fn name_taken(error: StoreError, label: &Label) -> DeskError {
    field_taken(error, "name", || format!("there is a label {:?}: choose another name", label.name))
}

pub(super) fn columns(label: &Label) -> Value {
    json!({ "name": label.name, "color": label.color.as_str(), "is_active": label.is_active })
}
