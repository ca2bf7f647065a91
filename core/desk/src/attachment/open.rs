//! Opens an attachment by its signed path.

use super::link::{Purpose, verify};
use super::name::disposition;
use crate::files::is_shown;
use crate::{Desk, DeskError, Result};
use std::ops::Range;
use switchboard_model::connector::BlobStream;
use switchboard_store::attachment;

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

/// An attachment's bytes with all that the answer's headers need.
pub struct Opened {
    /// The bytes of `range`.
    pub stream: BlobStream,
    /// The media type to tell; `application/octet-stream` for what must not be shown.
    pub content_type: String,
    /// The whole `Content-Disposition`: `inline` for harmless kinds, else `attachment`.
    pub disposition: String,
    /// The file's size in bytes.
    pub size_bytes: u64,
    /// Which bytes these are.
    pub range: Range<u64>,
    /// The entity tag, quoted.
    pub etag: String,
}

/// Opens the attachment behind a signed token, the part after `/files/`.
///
/// # Errors
/// `NotFound` for a forged token and a removed file, `Gone` for an expired one, `Invalid` for a range
/// outside the file (HTTP 416).
pub async fn open(desk: &Desk, token: &str, range: Option<ByteRange>) -> Result<Opened> {
    let now = desk.now();
    let id = verify(desk.keys(), Purpose::Download, token, now)?;
    let found = desk.store().read(move |connection| attachment::find(connection, id)).await?;
    let found = found.ok_or(DeskError::NotFound)?;
    let sha256 = found.sha256.ok_or(DeskError::NotFound)?;
    let size_bytes = u64::try_from(found.size_bytes).unwrap_or_default();
    let range = bytes(range, size_bytes)?;
    let stream = desk.files().open_content(&sha256, range.clone()).await?;
    let is_shown = is_shown(&found.mime);
    Ok(Opened {
        stream,
        content_type: if is_shown { found.mime } else { "application/octet-stream".into() },
        disposition: disposition(&found.name, is_shown),
        size_bytes,
        range,
        etag: format!("\"{sha256}\""),
    })
}

fn bytes(range: Option<ByteRange>, size_bytes: u64) -> Result<Range<u64>> {
    let wanted = match range {
        None => return Ok(0..size_bytes),
        Some(ByteRange::From(start)) => start..size_bytes,
        Some(ByteRange::Between(start, end)) => start..end.saturating_add(1).min(size_bytes),
        Some(ByteRange::Last(count)) => size_bytes.saturating_sub(count)..size_bytes,
    };
    if wanted.is_empty() {
        return Err(DeskError::invalid("range", format!("the file has {size_bytes} bytes")));
    }
    Ok(wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_stay_inside_the_file() {
        assert_eq!(bytes(None, 10).expect("whole"), 0..10);
        assert_eq!(bytes(Some(ByteRange::Between(2, 99)), 10).expect("cut"), 2..10);
        assert_eq!(bytes(Some(ByteRange::Last(4)), 10).expect("end"), 6..10);
        assert_eq!(bytes(Some(ByteRange::Last(99)), 10).expect("all"), 0..10);
        for wrong in [ByteRange::From(10), ByteRange::Between(5, 4), ByteRange::Last(0)] {
            assert!(bytes(Some(wrong), 10).is_err(), "{wrong:?} was taken");
        }
    }
}
