//! Signed paths to attachments: short-lived, without a cookie.

use crate::keys::{Keys, link_end};
use crate::limits::FILE_LINK_MS;
use crate::{Desk, DeskError, Result};
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::{AttachmentId, Timestamp};

/// Bytes of an id and a time.
const NUMBER_BYTES: usize = 8;

/// What a signed path is for. A path for one thing is none for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Download,
    Thumbnail,
    Upload,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Download => "attachment download",
            Self::Thumbnail => "attachment thumbnail",
            Self::Upload => "attachment upload",
        }
    }
}

/// The path `/files/<token>` from which the bytes come, valid for an hour or a little longer; none while
/// there are no bytes. Whoever has it can read the file: give it only to those who may see the chat.
pub fn link(desk: &Desk, attachment: &Attachment) -> Option<String> {
    let is_there = attachment.state == AttachmentState::Stored;
    is_there.then(|| path(desk, Purpose::Download, attachment))
}

/// The path of the small copy of a picture, like [`link`]; none where there is none.
pub fn thumbnail_link(desk: &Desk, attachment: &Attachment) -> Option<String> {
    let is_there = attachment.state == AttachmentState::Stored && attachment.has_thumbnail;
    is_there.then(|| path(desk, Purpose::Thumbnail, attachment))
}

fn path(desk: &Desk, purpose: Purpose, attachment: &Attachment) -> String {
    let expires_at = link_end(desk.now(), FILE_LINK_MS);
    let token = sign(desk.keys(), purpose, attachment.attachment_id, expires_at);
    format!("/files/{token}")
}

/// A token for one attachment and purpose.
pub(super) fn sign(
    keys: &Keys,
    purpose: Purpose,
    id: AttachmentId,
    expires_at: Timestamp,
) -> String {
    keys.sign(purpose.word(), &[id.0.to_be_bytes(), expires_at.0.to_be_bytes()].concat())
}

/// The attachment of a token.
pub(super) fn verify(
    keys: &Keys,
    purpose: Purpose,
    token: &str,
    now: Timestamp,
) -> Result<AttachmentId> {
    let payload = keys.verify(purpose.word(), token).ok_or(DeskError::NotFound)?;
    let number = |bytes: &[u8]| bytes.try_into().map(i64::from_be_bytes);
    let (id, expires_at) = payload.split_at_checked(NUMBER_BYTES).ok_or(DeskError::NotFound)?;
    let (Ok(id), Ok(expires_at)) = (number(id), number(expires_at)) else {
        return Err(DeskError::NotFound);
    };
    if Timestamp(expires_at) <= now { Err(DeskError::Gone) } else { Ok(AttachmentId(id)) }
}
