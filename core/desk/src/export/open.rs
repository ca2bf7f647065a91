//! Opens an export by its signed path.

use super::{ExportOrder, Exported, chats, contact};
use crate::{Desk, Result, transcript};
use bytes::Bytes;
use futures::stream::BoxStream;
use switchboard_model::EventCursor;

/// An export that runs.
pub struct OpenedExport {
    /// The media type.
    pub content_type: &'static str,
    /// A name for the file, of letters, digits, `-`, `_` and `.` alone.
    pub name: String,
    /// Is it a page to look at and print, rather than a file to keep.
    pub is_page: bool,
    /// The place in the log before it was settled what is exported: what came after it may not be in the
    /// file.
    pub cursor: EventCursor,
    /// The file, piece by piece. An error ends it before its time.
    pub pieces: BoxStream<'static, Result<Bytes>>,
}

/// Opens the export behind a signed token, the part after `/exports/`.
///
/// # Errors
/// `NotFound` for a forged token and for what is not visible any more, `Gone` for an expired one and for an
/// operator who is signed out, `Denied` when they lack the permission by now, `TooMany` while others run.
pub async fn open(desk: &Desk, token: &str) -> Result<OpenedExport> {
    let ExportOrder { exporter, exported, .. } =
        ExportOrder::verify(desk.keys(), token, desk.now())?;
    match exported {
        Exported::Chats(order) => chats::open(desk, exporter, *order).await,
        Exported::Contact(contact_id) => contact::open(desk, exporter, contact_id).await,
        Exported::Transcript(order) => transcript::open(desk, exporter, order).await,
    }
}
