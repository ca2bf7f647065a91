//! Takes the bytes of an upload, in one piece or several.

use super::link::{Purpose, verify};
use super::{name, quota, tell_changed};
use crate::files::{kind_of, sniff};
use crate::visitor::may_send_file;
use crate::{Context, Desk, DeskError, Result};
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
/// hashed, sniffed and put among the files.
///
/// # Errors
/// `NotFound` for a forged token, `Gone` for an expired or finished one, `Conflict` for an offset
/// beyond what is here, `Invalid` for more bytes than announced, `Full` when the disk is.
pub async fn receive(
    desk: &Desk,
    token: &str,
    offset: u64,
    stream: BlobStream,
) -> Result<Received> {
    let pending = pending(desk, token).await?;
    let name = part(&pending);
    let size_bytes = u64::try_from(pending.size_bytes).unwrap_or_default();
    let here = desk.files().append_part(&name, offset, size_bytes, stream).await?;
    if here == size_bytes {
        store(desk, pending.clone(), &name).await?;
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
    let id = verify(desk.keys(), Purpose::Upload, token, now)?;
    let find = move |connection: &mut DatabaseConnection| -> Result<_> {
        let found = attachment::find(connection, id)?.ok_or(DeskError::Gone)?;
        may_send_file(connection, &found)?;
        Ok(found)
    };
    let found = desk.store().read(find).await?;
    if found.state == AttachmentState::Pending { Ok(found) } else { Err(DeskError::Gone) }
}

/// Puts the whole part among the files and marks the attachment as stored.
async fn store(desk: &Desk, pending: Attachment, name: &str) -> Result<()> {
    let whole = desk.files().whole_part(name).await?;
    let sniffed = sniff(&whole.head, Some(&pending.mime));
    if sniffed.is_program {
        desk.files().drop_part(name).await?;
        return Err(DeskError::invalid("body", "programs are not taken: send another file"));
    }
    desk.files().keep_part(name, &whole).await?;
    let limit = desk.limits().storage_quota_bytes;
    let (sha256, size_bytes) = (whole.sha256.clone(), whole.size_bytes);
    desk.transact(&Context::system(), Lane::Any, move |command| {
        let mut row = attachment::get(command, pending.attachment_id)?;
        if row.state != AttachmentState::Pending {
            return Err(DeskError::Gone);
        }
        if !attachment::is_used(command, &sha256)? {
            quota::check_stored(command, limit, size_bytes)?;
        }
        row.state = AttachmentState::Stored;
        row.name = name::fetched(&row.name, row.kind, None, sniffed.extension);
        row.kind = kind_of(&sniffed.mime);
        row.mime.clone_from(&sniffed.mime);
        row.sha256 = Some(sha256.clone());
        attachment::update(command, &row)?;
        tell_changed(command, &row)?;
        Ok(())
    })
    .await?;
    // The same content may have been released between the two steps.
    if !desk.files().has_content(&whole.sha256).await? {
        desk.files().keep_part(name, &whole).await?;
    }
    desk.files().drop_part(name).await?;
    Ok(())
}
