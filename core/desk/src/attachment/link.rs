//! Signed paths to attachments: short-lived, without a cookie.

use crate::keys::{Keys, link_end};
use crate::limits::FILE_LINK_MS;
use crate::{Desk, DeskError, Result};
use switchboard_model::Timestamp;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::operator::Operator;

/// What signs are for that stand in paths to files.
const SIGNED_FOR: &str = "file";
/// Bytes of an id and a time.
const NUMBER_BYTES: usize = 8;

/// What a signed path is for. It stands in the token, so that one check says it; a path for one thing is none for
/// another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Avatar,
    Download,
    Thumbnail,
    Upload,
}

impl Purpose {
    const ALL: [Self; 4] = [Self::Avatar, Self::Download, Self::Thumbnail, Self::Upload];

    fn letter(self) -> u8 {
        match self {
            Self::Avatar => b'a',
            Self::Download => b'd',
            Self::Thumbnail => b't',
            Self::Upload => b'u',
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
    let mut payload = vec![purpose.letter()];
    payload.extend(id.to_be_bytes());
    payload.extend(expires_at.0.to_be_bytes());
    keys.sign(SIGNED_FOR, &payload)
}

/// What a token is for, and the number of its object.
pub(super) fn verify(keys: &Keys, token: &str, now: Timestamp) -> Result<(Purpose, i64)> {
    let payload = keys.verify(SIGNED_FOR, token).ok_or(DeskError::NotFound)?;
    let (purpose, id, expires_at) = parts(&payload).ok_or(DeskError::NotFound)?;
    if expires_at <= now { Err(DeskError::Gone) } else { Ok((purpose, id)) }
}

fn parts(payload: &[u8]) -> Option<(Purpose, i64, Timestamp)> {
    let (letter, numbers) = payload.split_first()?;
    let (id, expires_at) = numbers.split_at_checked(NUMBER_BYTES)?;
    let number = |bytes: &[u8]| bytes.try_into().ok().map(i64::from_be_bytes);
    let purpose = Purpose::ALL.into_iter().find(|purpose| purpose.letter() == *letter)?;
    Some((purpose, number(id)?, Timestamp(number(expires_at)?)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_check_says_what_a_token_is_for_and_none_is_for_anything_else() {
        let keys = Keys::read(&Keys::generate()).expect("a key file");
        let now = Timestamp(1_000);
        for purpose in Purpose::ALL {
            let token = sign(&keys, purpose, 7, Timestamp(1_001));
            assert_eq!(verify(&keys, &token, now), Ok((purpose, 7)));
            assert_eq!(verify(&keys, &token, Timestamp(1_001)), Err(DeskError::Gone));
            for foreign in
                [keys.sign("cursor", b"u"), keys.sign(SIGNED_FOR, b"u"), token[1..].into()]
            {
                assert_eq!(verify(&keys, &foreign, now), Err(DeskError::NotFound));
            }
        }
        let unknown = [&b"x"[..], &[0; 2 * NUMBER_BYTES]].concat();
        let token = keys.sign(SIGNED_FOR, &unknown);
        assert_eq!(verify(&keys, &token, now), Err(DeskError::NotFound));
    }
}
