//! Begins an export: notes who exports what, and answers the path that it is streamed from.

use super::{ChatsOrder, ExportLink, Exported, link};
use crate::check::check_filter;
use crate::limits::{EXPORT_FILTER_MAX_BYTES, EXPORT_LINK_MS};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result, access};
use serde_json::json;
use switchboard_model::export::ExportFormat;
use switchboard_model::{Actor, ChatFilter, ChatId, Permission};

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

/// Begins the export.
///
/// # Errors
/// `Denied` without `chat.export` or the permission to read chats, `Invalid` for a filter beyond its
/// bounds.
pub async fn begin(desk: &Desk, context: &Context, input: BeginInput) -> CommandResult<ExportLink> {
    let Actor::Operator(operator) = &context.actor else { return Err(DeskError::NotAllowed) };
    access::visible_chats(operator)?;
    access::require(&context.actor, Permission::ChatExport)?;
    let order = order(input)?;
    let (operator_id, told) = (operator.operator_id, order.clone());
    let note_down = move |command: &mut Command<'_>| -> Result<()> {
        check_filter(command, &told.filter)?;
        let after = json!({
            "format": told.format.as_str(),
            "includes_notes": told.includes_notes,
            "after_chat": told.after_chat_id.map(|id| id.to_string()),
            "filter": told.filter,
        });
        Ok(command.audit("export.begin", operator_id, None, Some(after))?)
    };
    link(desk, context, Exported::Chats(Box::new(order)), EXPORT_LINK_MS, note_down).await
}

fn order(input: BeginInput) -> Result<ChatsOrder> {
    let filter = input.filter.unwrap_or_default();
    let size = serde_json::to_string(&filter).map_or(usize::MAX, |text| text.len());
    if size > EXPORT_FILTER_MAX_BYTES {
        let reason = format!(
            "is {size} bytes long, and a link holds {EXPORT_FILTER_MAX_BYTES}: ask for less, and export \
             the rest by another call"
        );
        return Err(DeskError::invalid("filter", reason));
    }
    Ok(ChatsOrder {
        format: input.format,
        includes_notes: input.includes_notes,
        after_chat_id: input.after_chat_id,
        filter,
    })
}
