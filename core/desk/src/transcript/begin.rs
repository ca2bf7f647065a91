//! Begins a transcript: notes who takes it, and answers the path that it is read from.

use super::TranscriptOrder;
use super::text::Clock;
use crate::export::{ExportLink, Exported, link};
use crate::limits::EXPORT_LINK_MS;
use crate::{Command, CommandResult, Context, Desk, Result};
use serde_json::json;
use switchboard_model::ChatId;
use switchboard_model::export::{TranscriptAudience, TranscriptFormat};

/// What to print.
#[derive(Clone, Debug)]
pub struct BeginInput {
    /// The chat.
    pub chat_id: ChatId,
    /// The form.
    pub format: TranscriptFormat,
    /// For whom.
    pub audience: TranscriptAudience,
    /// In which time zone times are shown, by its IANA name; UTC where nothing is said.
    pub time_zone: Option<String>,
}

/// Begins the transcript. Who may read the chat may print it.
///
/// # Errors
/// `NotFound` for a chat that is not visible, `Invalid` for an unknown time zone.
pub async fn begin(desk: &Desk, context: &Context, input: BeginInput) -> CommandResult<ExportLink> {
    let BeginInput { chat_id, format, audience, time_zone } = input;
    Clock::of(time_zone.as_deref())?;
    let note_down = move |command: &mut Command<'_>| -> Result<()> {
        let chat = command.chat_for_read(chat_id)?;
        let after = json!({ "format": format.as_str(), "audience": audience.as_str() });
        Ok(command.audit("transcript.begin", chat.into_chat(), None, Some(after))?)
    };
    let order = TranscriptOrder { chat_id, format, audience, time_zone };
    link(desk, context, Exported::Transcript(order), EXPORT_LINK_MS, note_down).await
}
