//! Begins an export: notes who exports what, and answers the path that it is streamed from.

use super::ExportOrder;
use crate::limits::{EXPORT_FILTER_MAX_BYTES, EXPORT_LINK_MS, FILE_LINK_STEP_MS};
use crate::{Command, CommandResult, Committed, Context, Desk, DeskError, Result, access};
use serde_json::json;
use switchboard_model::actor::OperatorActor;
use switchboard_model::export::ExportFormat;
use switchboard_model::{Actor, ChatFilter, ChatId, Permission, Timestamp};
use switchboard_store::Lane;

/// What to export.
#[derive(Clone, Debug)]
pub struct BeginInput {
    /// What the chats are like; absent: all that are visible.
    pub filter: Option<ChatFilter>,
    /// The form.
    pub format: ExportFormat,
    /// With the notes, where the form has a place for them.
    pub includes_notes: bool,
    /// Only the chats behind this one, where an earlier export ended.
    pub after_chat_id: Option<ChatId>,
}

/// Where an export is to be had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExportLink {
    /// The path on this server. Whoever has it can read what the operator may read: it is for them alone.
    pub path: String,
    /// Until when it can be followed.
    pub expires_at: Timestamp,
}

/// Begins the export.
///
/// # Errors
/// `Denied` without `chat.export` or the permission to read chats, `Invalid` for a filter beyond its
/// bounds.
pub async fn begin(desk: &Desk, context: &Context, input: BeginInput) -> CommandResult<ExportLink> {
    let Actor::Operator(operator) = &context.actor else { return Err(DeskError::NotAllowed) };
    access::visible_chats(operator)?;
    access::require(&context.actor, Permission::ChatExport)?;
    let order = order(operator, input, desk.now())?;
    let told = order.clone();
    let done = desk.command(context, Lane::Any, move |command| note_down(command, &told)).await?;
    let path = format!("/exports/{}", order.sign(desk.keys())?);
    let value = ExportLink { path, expires_at: order.expires_at };
    Ok(Committed { value, cursor: done.cursor })
}

fn order(operator: &OperatorActor, input: BeginInput, now: Timestamp) -> Result<ExportOrder> {
    let filter = input.filter.unwrap_or_default();
    filter.check().map_err(|error| DeskError::invalid("filter", error.0))?;
    let size = serde_json::to_string(&filter).map_or(usize::MAX, |text| text.len());
    if size > EXPORT_FILTER_MAX_BYTES {
        let reason = format!(
            "is {size} bytes long, and a link holds {EXPORT_FILTER_MAX_BYTES}: ask for less, and export \
             the rest by another call"
        );
        return Err(DeskError::invalid("filter", reason));
    }
    let end = now.plus_ms(EXPORT_LINK_MS).0;
    Ok(ExportOrder {
        operator_id: operator.operator_id,
        credential: operator.credential,
        format: input.format,
        includes_notes: input.includes_notes,
        after_chat_id: input.after_chat_id,
        filter,
        expires_at: Timestamp(end - end.rem_euclid(FILE_LINK_STEP_MS) + FILE_LINK_STEP_MS),
    })
}

/// Nothing changes: the line of the audit log is all that is left of it.
fn note_down(command: &mut Command<'_>, order: &ExportOrder) -> Result<()> {
    let after = json!({
        "format": order.format.as_str(),
        "includes_notes": order.includes_notes,
        "after_chat": order.after_chat_id.map(|id| id.to_string()),
        "filter": order.filter,
    });
    command.audit("export.begin", order.operator_id, None, Some(after))?;
    Ok(())
}
