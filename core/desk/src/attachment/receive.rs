//! Takes the bytes of an upload, in one piece or several.

use super::discard::release;
use super::keep::keep;
use super::link::{Purpose, verify};
use super::quota::Bringer;
use super::{name, tell_changed, thumbnail};
use crate::files::{Part, Whole, kind_of, picture_size, sniff};
use crate::limits::{
    UPLOAD_ABANDONED_MS, UPLOAD_NOTED_MS, UPLOAD_SILENT_MS, VISITOR_UPLOAD_ABANDONED_MS,
};
use crate::visitor::may_send_file;
use crate::{Context, Desk, DeskError, Result};
use futures::StreamExt;
use switchboard_model::AttachmentId;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::connector::BlobStream;
use switchboard_store::{DatabaseConnection, Lane, attachment};

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Received {
    pub attachment_id: AttachmentId,
    /// Bytes that are here.
    pub received_bytes: u64,
    /// Bytes that were announced.
    pub size_bytes: u64,
}

/// How far the upload behind a signed token is, for a sender who wants to go on.
///
/// # Errors
/// `Gone` for an expired or finished one, `NotFound` for a forged token.
pub async fn progress(desk: &Desk, token: &str) -> Result<Received> {
    let pending = pending(desk, token).await?;
    let received_bytes = desk.files().part_length(&part(&pending)).await?;
    Ok(received(&pending, received_bytes))
}

/// Appends a stream at an offset (0: begins again). When all announced bytes are here the content is
/// hashed, sniffed and put among the files. Until then the upload is this call's alone.
///
/// # Errors
/// `NotFound` for a forged token, `Gone` for an expired or finished one, `Conflict` for an offset
/// beyond what is here and while another call sends, `Invalid` for more bytes than announced, `Forbidden`
/// for a visitor who was blocked, `Full` when the disk is.
pub async fn receive(
    desk: &Desk,
    token: &str,
    offset: u64,
    stream: BlobStream,
) -> Result<Received> {
    let found = pending(desk, token).await?;
    let mut part = desk.files().hold_part(&part(&found)).await?;
    // Whoever held it before may have ended the upload.
    let pending = match pending(desk, token).await {
        Ok(pending) => pending,
        Err(error) => {
            if error == DeskError::Gone {
                part.remove().await?;
            }
            return Err(error);
        }
    };
    let size_bytes = u64::try_from(pending.size_bytes).unwrap_or_default();
    let stream = noted(desk, &pending, stream);
    let here = part.append(offset, size_bytes, stream).await?;
    if here == size_bytes {
        let stored = store(desk, &pending, &mut part).await;
        if matches!(stored, Ok(()) | Err(DeskError::Gone)) {
            part.remove().await?;
        }
        stored?;
    }
    Ok(received(&pending, here))
}

fn part(attachment: &Attachment) -> String {
    attachment.attachment_id.to_string()
}

fn received(attachment: &Attachment, received_bytes: u64) -> Received {
    let size_bytes = u64::try_from(attachment.size_bytes).unwrap_or_default();
    Received { attachment_id: attachment.attachment_id, received_bytes, size_bytes }
}

async fn pending(desk: &Desk, token: &str) -> Result<Attachment> {
    let now = desk.now();
    let (Purpose::Upload, id) = verify(desk.keys(), token, now)? else {
        return Err(DeskError::NotFound);
    };
    let id = AttachmentId(id);
    let work = move |connection: &mut DatabaseConnection| -> Result<Attachment> {
        let found = attachment::find(connection, id)?.ok_or(DeskError::Gone)?;
        if found.state != AttachmentState::Pending {
            return Err(DeskError::Gone);
        }
        may_send_file(connection, &found)?;
        Ok(found)
    };
    desk.store().read(work).await
}

/// The stream, which while its bytes come keeps the upload from being given up.
fn noted(desk: &Desk, pending: &Attachment, stream: BlobStream) -> BlobStream {
    let (desk, id) = (desk.clone(), pending.attachment_id);
    let begin = (stream, pending.created_at);
    Box::pin(futures::stream::unfold(begin, move |(mut stream, noted_at)| {
        let desk = desk.clone();
        async move {
            let bytes = stream.next().await?;
            let now = desk.now();
            if now.since_ms(noted_at) < UPLOAD_NOTED_MS {
                return Some((bytes, (stream, noted_at)));
            }
            if let Err(error) = prolong(&desk, id).await {
                tracing::debug!(%error, "an upload that goes on was not noted");
            }
            Some((bytes, (stream, now)))
        }
    }))
}

async fn prolong(desk: &Desk, id: AttachmentId) -> Result<()> {
    let until = desk.now().plus_ms(UPLOAD_SILENT_MS);
    desk.store()
        .write(Lane::Any, move |transaction| attachment::keep_upload(transaction, id, until))
        .await?;
    Ok(())
}

/// Puts the whole part among the files and marks the attachment as stored.
async fn store(desk: &Desk, pending: &Attachment, part: &mut Part) -> Result<()> {
    let whole = part.whole().await?;
    let sniffed = sniff(&whole.head, Some(&pending.mime));
    if sniffed.is_program {
        part.clear().await?;
        return Err(DeskError::invalid("body", "programs are not taken: send another file"));
    }
    let (id, bringer) = (pending.attachment_id, Bringer::of_upload(pending.author_kind));
    keep(desk, (id, bringer), part, &whole).await?;
    let kept_ms = match bringer {
        Bringer::Visitor => VISITOR_UPLOAD_ABANDONED_MS,
        Bringer::Channel | Bringer::Operator => UPLOAD_ABANDONED_MS,
    };
    let size = picture_size(&whole.head);
    let has_thumbnail = thumbnail::make(desk, bringer, part, (&whole, &sniffed.mime)).await;
    let Whole { sha256, .. } = whole;
    let kept = sha256.clone();
    let marked = desk
        .transact(&Context::system(), Lane::Any, move |command| {
            let mut row = attachment::find(command, id)?.ok_or(DeskError::Gone)?;
            if row.state != AttachmentState::Pending || row.sha256.as_ref() != Some(&sha256) {
                return Err(DeskError::Gone);
            }
            row.state = AttachmentState::Stored;
            row.has_thumbnail = has_thumbnail;
            row.name = name::fetched(&row.name, row.kind, None, sniffed.extension);
            row.kind = kind_of(&sniffed.mime);
            row.mime.clone_from(&sniffed.mime);
            if let Some(size) = size {
                row.note_size(size);
            }
            attachment::update(command, &row)?;
            let until = command.now().plus_ms(kept_ms);
            attachment::keep_upload(command, id, until)?;
            tell_changed(command, &row)?;
            Ok(())
        })
        .await;
    if marked == Err(DeskError::Gone) {
        // Given up a moment ago: nothing names the bytes but perhaps another upload.
        release(desk, vec![kept]).await?;
    }
    marked
}
