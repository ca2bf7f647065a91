//! Takes a blob that a connector has fetched as an attachment's content.

use super::discard::release;
use super::keep::keep;
use super::quota::Bringer;
use super::{name, tell_changed, thumbnail};
use crate::files::{Sniffed, Whole, is_shown, picture_size, sniff};
use crate::{CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::AttachmentId;
use switchboard_model::attachment::Attachment;
use switchboard_model::attachment::AttachmentState;
use switchboard_model::connector::Blob;
use switchboard_model::connector::MediaKind;
use switchboard_store::{Lane, attachment};

/// Stores the content: hashed, sniffed, counted to the quota. A full quota fails the attachment with
/// that reason.
///
/// # Errors
/// `NotFound` for the attachment or the blob.
pub async fn fetched(
    desk: &Desk,
    attachment_id: AttachmentId,
    blob: Blob,
) -> CommandResult<Attachment> {
    let files = desk.files();
    let max_bytes = desk.limits().attachment_max_bytes;
    let stream = files.open_blob(&blob.id).await?;
    let mut part = files.hold_part(&format!("fetched-{attachment_id}")).await?;
    part.append(0, max_bytes, stream).await?;
    let whole = part.whole().await?;
    let bringer = Bringer::Channel;
    let refusal = match keep(desk, (attachment_id, bringer), &part, &whole).await {
        // What was settled meanwhile stays as it is.
        Ok(()) | Err(DeskError::Gone) => None,
        Err(DeskError::Full { reason }) => Some(reason),
        Err(error) => return Err(error),
    };
    let sniffed = sniff(&whole.head, blob.mime.as_deref());
    let has_thumbnail =
        refusal.is_none() && thumbnail::make(desk, bringer, &part, (&whole, &sniffed.mime)).await;
    let outcome = Outcome { whole: &whole, sniffed, refusal, has_thumbnail };
    let done = settle(desk, attachment_id, outcome, blob.name.clone()).await?;
    if done.value.state != AttachmentState::Stored {
        release(desk, vec![whole.sha256]).await?;
    }
    part.remove().await?;
    files.drop_blob(&blob.id).await?;
    Ok(done)
}

/// What became of the bytes.
struct Outcome<'a> {
    whole: &'a Whole,
    sniffed: Sniffed,
    refusal: Option<String>,
    has_thumbnail: bool,
}

/// Marks the attachment as stored or, with a refusal, as failed; one that waits for other bytes, or for
/// none, stays as it is.
async fn settle(
    desk: &Desk,
    attachment_id: AttachmentId,
    Outcome { whole, sniffed, refusal, has_thumbnail }: Outcome<'_>,
    fetched_as: Option<String>,
) -> CommandResult<Attachment> {
    let (sha256, size_bytes) = (whole.sha256.clone(), whole.size_bytes);
    let size = picture_size(&whole.head);
    desk.transact(&Context::system(), Lane::Any, move |command| -> Result<_> {
        let mut row = attachment::get(command, attachment_id)?;
        let is_named = refusal.is_some() || row.sha256.as_ref() == Some(&sha256);
        if row.state != AttachmentState::Pending || !is_named {
            return Ok(command.committed(row)?);
        }
        if let Some(reason) = &refusal {
            row.state = AttachmentState::Failed;
            row.error = Some(reason.clone());
            row.sha256 = None;
        } else {
            row.state = AttachmentState::Stored;
            row.has_thumbnail = has_thumbnail;
            row.size_bytes = i64::try_from(size_bytes).unwrap_or(i64::MAX);
            row.mime.clone_from(&sniffed.mime);
            if let Some(size) = size {
                row.note_size(size);
            }
            row.name = name::fetched(&row.name, row.kind, fetched_as.as_deref(), sniffed.extension);
            if row.kind == MediaKind::Image && !is_shown(&sniffed.mime) {
                row.kind = MediaKind::File;
            }
        }
        attachment::update(command, &row)?;
        tell_changed(command, &row)?;
        Ok(command.committed(row)?)
    })
    .await
}
