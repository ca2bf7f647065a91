//! Asks a channel's capabilities what it takes, before anything is stored.

use crate::limits::{MESSAGE_ATTACHMENTS_MAX, MESSAGE_TEXT_MAX_BYTES};
use crate::template::unfilled;
use crate::{DeskError, Result, html, text};
use switchboard_model::Timestamp;
use switchboard_model::attachment::Attachment;
use switchboard_model::connector::{Capabilities, EditCapability, Text, TextFormat};
use switchboard_model::delivery::Delivery;

/// A text that the channel takes, cleaned. No placeholder of a template leaves (F48).
pub(super) fn check_text(
    capabilities: &Capabilities,
    given: &Text,
    is_caption: bool,
) -> Result<Text> {
    let body = match given.format {
        TextFormat::Html => html::sanitised(&given.body, usize::MAX),
        TextFormat::Plain | TextFormat::Markdown => text::clean(&given.body),
    };
    let body = body.trim().to_owned();
    if body.is_empty() {
        return Err(DeskError::invalid("body", "write something, or attach a file"));
    }
    if let Some(name) = unfilled(&body) {
        let reason = format!("{name} has no value here: write something in its place, then send");
        return Err(DeskError::invalid("body", reason));
    }
    let format = match given.format {
        TextFormat::Plain => "plain",
        TextFormat::Markdown => "markdown",
        TextFormat::Html => "html",
    };
    let takes = &capabilities.text;
    if given.format != TextFormat::Plain && !takes.formats.iter().any(|known| known == format) {
        return Err(DeskError::invalid(
            "body",
            format!("this channel takes no {format}: use {}", takes.formats.join(" or ")),
        ));
    }
    let max_units = if is_caption { takes.caption_max_units } else { takes.max_units };
    let units = text::units(&body);
    if units > usize::try_from(max_units).unwrap_or(usize::MAX) {
        let place = if is_caption { " beside a file" } else { "" };
        return Err(DeskError::invalid(
            "body",
            format!("has {units} characters, this channel takes {max_units}{place}: shorten it"),
        ));
    }
    if body.len() > MESSAGE_TEXT_MAX_BYTES {
        return Err(DeskError::invalid(
            "body",
            format!("is longer than {MESSAGE_TEXT_MAX_BYTES} bytes: shorten it"),
        ));
    }
    Ok(Text { body, format: given.format })
}

/// May these files leave by the channel.
pub(super) fn check_files(capabilities: &Capabilities, files: &[Attachment]) -> Result<()> {
    let Some(max_bytes) = capabilities.attachment_max_bytes else {
        return if files.is_empty() {
            Ok(())
        } else {
            Err(DeskError::invalid("attachmentIds", "this channel takes no files"))
        };
    };
    if let Some(file) =
        files.iter().find(|file| u64::try_from(file.size_bytes).unwrap_or(u64::MAX) > max_bytes)
    {
        return Err(DeskError::invalid(
            "attachmentIds",
            format!(
                "{} has {} bytes, this channel takes files of at most {max_bytes}",
                file.name, file.size_bytes
            ),
        ));
    }
    Ok(())
}

/// May one message carry so many files.
pub(super) fn check_count(capabilities: &Capabilities, count: usize) -> Result<()> {
    let max_count = capabilities.attachment_max_count.min(MESSAGE_ATTACHMENTS_MAX);
    if count > usize::try_from(max_count).unwrap_or(usize::MAX) {
        return Err(DeskError::invalid(
            "attachmentIds",
            format!("{count} files, this channel takes {max_count} in one message: send several"),
        ));
    }
    Ok(())
}

/// May a message that the platform has be changed there.
pub(super) fn check_change(
    capability: Option<&EditCapability>,
    what: &str,
    sent: &Delivery,
    now: Timestamp,
) -> Result<()> {
    let Some(capability) = capability else {
        return Err(DeskError::unsupported(format!(
            "this channel's platform does not let a sent message be {what}"
        )));
    };
    let age_ms = now.since_ms(sent.sent_at.unwrap_or(sent.created_at));
    let max_age_ms = capability.max_age_ms.map(|age_ms| i64::try_from(age_ms).unwrap_or(i64::MAX));
    if let Some(max_age_ms) = max_age_ms.filter(|max_age_ms| age_ms > *max_age_ms) {
        return Err(DeskError::unsupported(format!(
            "this message is too old to be {what}: the platform allows it for {} minutes",
            max_age_ms / 60_000
        )));
    }
    Ok(())
}
