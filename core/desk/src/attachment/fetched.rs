//! Takes a blob that a connector has fetched as an attachment's content.

use super::{name, quota, tell_changed};
use crate::files::{is_shown, sniff};
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
    let part = format!("fetched-{attachment_id}");
    let max_bytes = desk.limits().attachment_max_bytes;
    let stream = files.open_blob(&blob.id).await?;
    files.append_part(&part, 0, max_bytes, stream).await?;
    let whole = files.whole_part(&part).await?;
    let sniffed = sniff(&whole.head, blob.mime.as_deref());
    files.keep_part(&part, &whole).await?;
    let limit = desk.limits().storage_quota_bytes;
    let (sha256, size_bytes) = (whole.sha256.clone(), whole.size_bytes);
    let fetched_as = blob.name.clone();
    let done = desk
        .transact(&Context::system(), Lane::Any, move |command| -> Result<_> {
            let mut row = attachment::get(command, attachment_id)?;
            if row.state != AttachmentState::Pending {
                return Ok(command.committed(row)?);
            }
            let is_new = !attachment::is_used(command, &sha256)?;
            match is_new.then(|| quota::check_stored(command, limit, size_bytes)) {
                Some(Err(DeskError::Full { reason })) => {
                    row.state = AttachmentState::Failed;
                    row.error = Some(reason);
                }
                Some(Err(error)) => return Err(error),
                Some(Ok(())) | None => {
                    row.state = AttachmentState::Stored;
                    row.size_bytes = i64::try_from(size_bytes).unwrap_or(i64::MAX);
                    row.sha256 = Some(sha256.clone());
                    row.mime.clone_from(&sniffed.mime);
                    row.name = name::fetched(
                        &row.name,
                        row.kind,
                        fetched_as.as_deref(),
                        sniffed.extension,
                    );
                    if row.kind == MediaKind::Image && !is_shown(&sniffed.mime) {
                        row.kind = MediaKind::File;
                    }
                }
            }
            attachment::update(command, &row)?;
            tell_changed(command, &row)?;
            Ok(command.committed(row)?)
        })
        .await?;
    if done.value.state != AttachmentState::Stored {
        super::discard::release(desk, vec![whole.sha256]).await?;
    } else if !files.has_content(&whole.sha256).await? {
        files.keep_part(&part, &whole).await?;
    }
    files.drop_part(&part).await?;
    files.drop_blob(&blob.id).await?;
    Ok(done)
}
