//! Opens an attachment by its signed path.

use super::link::{Purpose, verify};
use super::name::disposition;
use crate::files::{THUMBNAIL_MIME, is_shown};
use crate::{Desk, DeskError, Result};
use std::ops::Range;
use switchboard_model::attachment::AttachmentState;
use switchboard_model::connector::BlobStream;
use switchboard_store::{DatabaseConnection, StoreError, attachment, chat, content};

/// Bytes that are asked for, by HTTP's rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ByteRange {
    /// From a place to the end.
    From(u64),
    /// From a place to a place, both included.
    Between(u64, u64),
    /// The last so many.
    Last(u64),
}

impl ByteRange {
    /// The bytes of a file of this size; nothing when none of them are asked for (HTTP 416).
    pub fn within(self, size_bytes: u64) -> Option<Range<u64>> {
        let wanted = match self {
            Self::From(start) => start..size_bytes,
            Self::Between(start, end) => start..end.saturating_add(1).min(size_bytes),
            Self::Last(count) => size_bytes.saturating_sub(count)..size_bytes,
        };
        (!wanted.is_empty()).then_some(wanted)
    }
}

/// An attachment whose bytes may be read, with all that the answer's headers need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The media type to tell; `application/octet-stream` for what must not be shown.
    pub content_type: String,
    /// The whole `Content-Disposition`: `inline` for harmless kinds, else `attachment`.
    pub disposition: String,
    /// The file's size in bytes.
    pub size_bytes: u64,
    /// The entity tag, quoted.
    pub etag: String,
    sha256: String,
}

/// Opens the attachment behind a signed token, the part after `/files/`.
///
/// # Errors
/// `NotFound` for a forged token, a removed file and one of a chat that was deleted, `Gone` for an expired one.
pub async fn open(desk: &Desk, token: &str) -> Result<Opened> {
    let (keys, now) = (desk.keys(), desk.now());
    let (id, is_small) = match verify(keys, Purpose::Download, token, now) {
        Err(DeskError::NotFound) => (verify(keys, Purpose::Thumbnail, token, now)?, true),
        whole => (whole?, false),
    };
    let find = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
        let found = attachment::find(connection, id)?;
        // Before that its bytes may not be there, or not be checked.
        let Some(found) = found.filter(|found| found.state == AttachmentState::Stored) else {
            return Ok(None);
        };
        if chat::find(connection, found.chat_id)?.is_none() {
            return Ok(None);
        }
        let of_small = match &found.sha256 {
            Some(sha256) if is_small => content::thumbnail_of(connection, sha256)?,
            Some(_) | None => None,
        };
        Ok(Some((found, of_small)))
    };
    let (found, of_small) = desk.store().read(find).await?.ok_or(DeskError::NotFound)?;
    if is_small {
        return Ok(thumbnail(of_small.ok_or(DeskError::NotFound)?));
    }
    let sha256 = found.sha256.ok_or(DeskError::NotFound)?;
    let is_shown = is_shown(&found.mime);
    Ok(Opened {
        content_type: if is_shown { found.mime } else { "application/octet-stream".into() },
        disposition: disposition(&found.name, is_shown),
        size_bytes: u64::try_from(found.size_bytes).unwrap_or_default(),
        etag: format!("\"{sha256}\""),
        sha256,
    })
}

fn thumbnail((sha256, size_bytes): (String, i64)) -> Opened {
    Opened {
        content_type: THUMBNAIL_MIME.to_owned(),
        disposition: disposition("thumbnail.jpg", true),
        size_bytes: u64::try_from(size_bytes).unwrap_or_default(),
        etag: format!("\"{sha256}\""),
        sha256,
    }
}

/// Reads bytes of an opened attachment.
///
/// # Errors
/// `NotFound` when it was removed since.
pub async fn read(desk: &Desk, opened: &Opened, range: Range<u64>) -> Result<BlobStream> {
    Ok(desk.files().open_content(&opened.sha256, range).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_stay_inside_the_file() {
        for (range, bytes) in [
            (ByteRange::From(4), Some(4..10)),
            (ByteRange::Between(2, 99), Some(2..10)),
            (ByteRange::Between(2, u64::MAX), Some(2..10)),
            (ByteRange::Last(4), Some(6..10)),
            (ByteRange::Last(99), Some(0..10)),
            (ByteRange::From(10), None),
            (ByteRange::Between(10, 12), None),
            (ByteRange::Last(0), None),
        ] {
            assert_eq!(range.within(10), bytes, "{range:?}");
        }
        assert_eq!(ByteRange::From(0).within(0), None, "an empty file has no bytes");
    }
}
