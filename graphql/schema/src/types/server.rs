//! What the server tells about itself.

use async_graphql::SimpleObject;
use switchboard_desk::DeskLimits;
use switchboard_graphql::{
    limits,
    scalars::{DateTime, Long},
};

/// The server.
#[derive(Clone, SimpleObject)]
pub struct ServerInfo {
    /// The server's time now: by it times of waiting are told, whatever your own clock says.
    pub(crate) now: DateTime,
    /// What the desk is called; absent where nobody named it.
    pub(crate) desk_name: Option<String>,
    /// The language of whoever has chosen none (BCP 47).
    pub(crate) default_language: String,
    /// The version of the program.
    pub(crate) version: String,
    /// Where it is reached from outside; absent when that is not set.
    pub(crate) public_url: Option<String>,
    /// What all stored files take together, in bytes, of the quota `limits.storageQuotaBytes`.
    pub(crate) stored_bytes: Long,
    /// What it takes.
    pub(crate) limits: ServerLimits,
}

/// What the server takes.
#[derive(Clone, SimpleObject)]
pub struct ServerLimits {
    /// Largest attachment, in bytes.
    attachment_max_bytes: Long,
    /// All stored files together, in bytes.
    storage_quota_bytes: Long,
    /// Longest text of a message, in bytes of UTF-8.
    message_text_max_bytes: Long,
    /// Longest text of a note, in bytes of UTF-8.
    note_text_max_bytes: Long,
    /// Attachments of one message.
    message_attachments_max: i32,
    /// Items of one page.
    page_max: i32,
    /// Fields inside fields of one operation.
    query_depth_max: i32,
    /// Cost of one operation.
    query_cost_max: i32,
    /// How long the answer for a `clientMutationId` is kept, in ms.
    idempotency_kept_ms: Long,
}

impl ServerLimits {
    /// With the limits that an admin set.
    pub fn of(desk: &DeskLimits) -> Self {
        use switchboard_desk::limits as fixed;
        let long = |number: u64| Long(i64::try_from(number).unwrap_or(i64::MAX));
        let size = |number: usize| Long(i64::try_from(number).unwrap_or(i64::MAX));
        let int = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
        Self {
            attachment_max_bytes: long(desk.attachment_max_bytes),
            storage_quota_bytes: long(desk.storage_quota_bytes),
            message_text_max_bytes: size(fixed::MESSAGE_TEXT_MAX_BYTES),
            note_text_max_bytes: size(fixed::NOTE_TEXT_MAX_BYTES),
            message_attachments_max: i32::try_from(fixed::MESSAGE_ATTACHMENTS_MAX)
                .unwrap_or(i32::MAX),
            page_max: i32::try_from(limits::PAGE_MAX).unwrap_or(i32::MAX),
            query_depth_max: int(limits::DEPTH_MAX),
            query_cost_max: int(limits::COST_MAX),
            idempotency_kept_ms: Long(fixed::IDEMPOTENCY_KEPT_MS),
        }
    }
}
