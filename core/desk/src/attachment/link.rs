//! Signed paths to attachments: short-lived, without a cookie.

use crate::keys::{Keys, link_end};
use crate::limits::FILE_LINK_MS;
use crate::{Desk, DeskError, Result};
use switchboard_model::Timestamp;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::operator::Operator;

/// Bytes of an id and a time.
const NUMBER_BYTES: usize = 8;

/// What a signed path is for. A path for one thing is none for another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Avatar,
    Download,
    Thumbnail,
    Upload,
}

impl Purpose {
    fn word(self) -> &'static str {
        match self {
            Self::Avatar => "operator avatar",
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
    is_there.then(|| path(desk, Purpose::Download, attachment.attachment_id.0))
}

/// The path of the small copy of a picture, like [`link`]; none where there is none.
pub fn thumbnail_link(desk: &Desk, attachment: &Attachment) -> Option<String> {
    let is_there = attachment.state == AttachmentState::Stored && attachment.has_thumbnail;
    is_there.then(|| path(desk, Purpose::Thumbnail, attachment.attachment_id.0))
}

/// The path of an operator's picture, like [`link`]; none where they have none. It changes with the picture.
pub fn avatar_link(desk: &Desk, operator: &Operator) -> Option<String> {
    let sha256 = operator.avatar_sha256.as_ref()?;
    let path = path(desk, Purpose::Avatar, operator.operator_id.0);
    Some(format!("{path}?{sha256}"))
}

fn path(desk: &Desk, purpose: Purpose, id: i64) -> String {
    let expires_at = link_end(desk.now(), FILE_LINK_MS);
    let token = sign(desk.keys(), purpose, id, expires_at);
    format!("/files/{token}")
}

/// A token for one object and purpose.
pub(super) fn sign(keys: &Keys, purpose: Purpose, id: i64, expires_at: Timestamp) -> String {
    keys.sign(purpose.word(), &[id.to_be_bytes(), expires_at.0.to_be_bytes()].concat())
}

/// The number of the object of a token.
pub(super) fn verify(keys: &Keys, purpose: Purpose, token: &str, now: Timestamp) -> Result<i64> {
    let payload = keys.verify(purpose.word(), token).ok_or(DeskError::NotFound)?;
    let number = |bytes: &[u8]| bytes.try_into().map(i64::from_be_bytes);
    let (id, expires_at) = payload.split_at_checked(NUMBER_BYTES).ok_or(DeskError::NotFound)?;
    let (Ok(id), Ok(expires_at)) = (number(id), number(expires_at)) else {
        return Err(DeskError::NotFound);
    };
    if Timestamp(expires_at) <= now { Err(DeskError::Gone) } else { Ok(id) }
}
