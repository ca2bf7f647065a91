//! The admins' list of reasons for closing a chat.

use crate::admin::clean_name;
use crate::{Context, Desk, DeskError, Done, admin, audit};
use serde_json::json;
use switchboard_model::chat::Reason;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::{ReasonId, Right};
use switchboard_store::{Lane, StoreError, Transaction, reason};

/// A new reason.
#[derive(Clone, Debug)]
pub struct AddInput {
    /// The text.
    pub name: String,
}

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The reason.
    pub reason_id: ReasonId,
    /// The text.
    pub name: Option<String>,
    /// Can it be chosen for new closings.
    pub is_active: Option<bool>,
}

/// Adds a reason.
///
/// # Errors
/// `Denied` without `setting.manage`, `Invalid` for the text, `Conflict` for one that is there.
pub async fn add(
    desk: &Desk,
    context: &Context,
    input: AddInput,
) -> Result<Done<Reason>, DeskError> {
    admin::require(&context.actor, Right::SettingManage)?;
    let name = clean_name("name", &input.name)?;
    let audited = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let reason = Reason { reason_id: transaction.id(), name: name.clone(), is_active: true };
        if !reason::insert_or_ignore(transaction, &reason)? {
            return Err(taken(&name));
        }
        record(transaction, &audited, "reason.add", None, &reason)?;
        Ok(reason)
    })
    .await
}

/// Changes a reason. Chats that were closed with it keep it.
///
/// # Errors
/// `Denied` without `setting.manage`, `NotFound`, `Invalid`, `Conflict` for a text that is there.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Reason>, DeskError> {
    admin::require(&context.actor, Right::SettingManage)?;
    let name = match &input.name {
        Some(name) => Some(clean_name("name", name)?),
        None => None,
    };
    let audited = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let before = reason::get(transaction, input.reason_id)?;
        let after = Reason {
            name: name.clone().unwrap_or_else(|| before.name.clone()),
            is_active: input.is_active.unwrap_or(before.is_active),
            ..before.clone()
        };
        if after == before {
            return Ok(before);
        }
        let same = reason::find_by_name(transaction, &after.name)?;
        if same.is_some_and(|same| same.reason_id != after.reason_id) {
            return Err(taken(&after.name));
        }
        reason::update(transaction, &after)?;
        record(transaction, &audited, "reason.edit", Some(&before), &after)?;
        Ok(after)
    })
    .await
}

fn taken(name: &str) -> DeskError {
    DeskError::conflict(format!("there is a reason {name:?}: activate it, or choose another text"))
}

fn record(
    transaction: &mut Transaction<'_>,
    context: &Context,
    action: &str,
    before: Option<&Reason>,
    after: &Reason,
) -> Result<(), StoreError> {
    let subject = (SubjectKind::Reason, after.reason_id.0);
    let names = ["name", "is_active"];
    admin::append(transaction, context, EventKind::ReasonEdited, subject, &names)?;
    let told = |reason: &Reason| json!({ "name": reason.name, "is_active": reason.is_active });
    audit::record(transaction, context, action, subject, before.map(told), Some(told(after)))
}
