//! Inbound requests of platforms: stored before they are answered, parsed after.

use crate::connector::RawRequest;
use crate::{ChannelId, InboundRequestId, Timestamp};

text_enum! {
    /// What became of an inbound request of a platform.
    InboundRequestState {
        /// Not parsed yet.
        Waiting = "WAITING",
        /// Parsed and taken in.
        Done = "DONE",
        /// Cannot be parsed: replay it after a fix.
        Dead = "DEAD",
    }
}

/// An inbound request as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InboundRequest {
    /// The id, in order of arrival.
    pub inbound_request_id: InboundRequestId,
    /// The channel it came to.
    pub channel_id: ChannelId,
    /// The request, byte for byte.
    pub request: RawRequest,
    /// What became of it.
    pub state: InboundRequestState,
    /// How often it was tried.
    pub attempt_count: i32,
    /// The last error.
    pub error: Option<String>,
    /// Which version of the plugin tried last.
    pub plugin_version: Option<String>,
    /// When it was ingested or given up.
    pub settled_at: Option<Timestamp>,
}
