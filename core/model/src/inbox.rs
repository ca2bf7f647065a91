//! The inbox: raw requests of platforms, stored before they are answered, parsed after.

use crate::connector::RawRequest;
use crate::{ChannelId, InboxId, Timestamp};

text_enum! {
    /// What became of a raw request.
    InboxState {
        /// Not parsed yet.
        Waiting = "WAITING",
        /// Parsed and ingested.
        Done = "DONE",
        /// Cannot be parsed: shown to admins, parsed again by one call.
        Dead = "DEAD",
    }
}

/// A raw request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboxRow {
    /// The id, in order of arrival.
    pub inbox_id: InboxId,
    /// The channel it came to.
    pub channel_id: ChannelId,
    /// The request, byte for byte.
    pub request: RawRequest,
    /// What became of it.
    pub state: InboxState,
    /// How often it was tried.
    pub attempt_count: i32,
    /// The last error.
    pub error: Option<String>,
    /// Which version of the plugin tried last.
    pub plugin_version: Option<String>,
    /// When it was ingested or given up.
    pub settled_at: Option<Timestamp>,
}
