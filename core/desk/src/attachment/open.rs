//! Opens a file by its signed path.

use super::link::{Purpose, verify};
use super::name::disposition;
use crate::files::{THUMBNAIL_MIME, is_shown};
use crate::{Desk, DeskError, Result};
use bytes::Bytes;
use std::ops::Range;
use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::connector::BlobStream;
use switchboard_model::{AttachmentId, OperatorId};
use switchboard_store::{DatabaseConnection, StoreError, attachment, chat, content, operator};

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

/// A file whose bytes may be read, with all that the answer's headers need.
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
    place: Place,
}

/// Where the bytes are.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Place {
    /// Among the contents, by this SHA-256.
    Content(String),
    /// Here.
    Here(Bytes),
}

/// Opens the file behind a signed token, the part after `/files/`: an attachment, its small copy, or an operator's
/// picture.
///
/// # Errors
/// `NotFound` for a forged token, a removed file and one of a chat that was deleted, `Gone` for an expired one.
pub async fn open(desk: &Desk, token: &str) -> Result<Opened> {
    match verify(desk.keys(), token, desk.now())? {
        (Purpose::Avatar, id) => avatar(desk, OperatorId(id)).await,
        (Purpose::Thumbnail, id) => small(desk, AttachmentId(id)).await,
        (Purpose::Download, id) => whole(desk, AttachmentId(id)).await,
        (Purpose::Upload, _) => Err(DeskError::NotFound),
    }
}

/// A stored attachment of a chat that is there. Before that its bytes may not be there, or not be checked.
fn stored(
    connection: &mut DatabaseConnection,
    id: AttachmentId,
) -> Result<Option<(Attachment, String)>, StoreError> {
    let found = attachment::find(connection, id)?;
    let Some(found) = found.filter(|found| found.state == AttachmentState::Stored) else {
        return Ok(None);
    };
    let is_there = chat::find(connection, found.chat_id)?.is_some();
    Ok(found.sha256.clone().filter(|_| is_there).map(|sha256| (found, sha256)))
}

async fn whole(desk: &Desk, id: AttachmentId) -> Result<Opened> {
    let found = desk.store().read(move |connection| stored(connection, id)).await?;
    let (found, sha256) = found.ok_or(DeskError::NotFound)?;
    let is_shown = is_shown(&found.mime);
    Ok(Opened {
        content_type: if is_shown { found.mime } else { "application/octet-stream".into() },
        disposition: disposition(&found.name, is_shown),
        size_bytes: u64::try_from(found.size_bytes).unwrap_or_default(),
        etag: format!("\"{sha256}\""),
        place: Place::Content(sha256),
    })
}

async fn small(desk: &Desk, id: AttachmentId) -> Result<Opened> {
    let find = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
        let Some((_, sha256)) = stored(connection, id)? else { return Ok(None) };
        content::thumbnail_of(connection, &sha256)
    };
    let (sha256, size_bytes) = desk.store().read(find).await?.ok_or(DeskError::NotFound)?;
    Ok(Opened {
        content_type: THUMBNAIL_MIME.to_owned(),
        disposition: disposition("thumbnail.jpg", true),
        size_bytes: u64::try_from(size_bytes).unwrap_or_default(),
        etag: format!("\"{sha256}\""),
        place: Place::Content(sha256),
    })
}

async fn avatar(desk: &Desk, id: OperatorId) -> Result<Opened> {
    let found = desk.store().read(move |connection| operator::avatar(connection, id)).await?;
    let (sha256, jpeg) = found.ok_or(DeskError::NotFound)?;
    Ok(Opened {
        content_type: THUMBNAIL_MIME.to_owned(),
        disposition: disposition("avatar.jpg", true),
        size_bytes: jpeg.len() as u64,
        etag: format!("\"{sha256}\""),
        place: Place::Here(jpeg.into()),
    })
}

/// Reads bytes of an opened file.
///
/// # Errors
/// `NotFound` when it was removed since.
pub async fn read(desk: &Desk, opened: &Opened, range: Range<u64>) -> Result<BlobStream> {
    match &opened.place {
        Place::Content(sha256) => Ok(desk.files().open_content(sha256, range).await?),
        Place::Here(bytes) => {
            let place = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(bytes.len());
            let part = bytes.slice(place(range.start)..place(range.end));
            Ok(Box::pin(futures::stream::once(async move { Ok(part) })))
        }
    }
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
