//! Inbound requests that could not be parsed, newest first, without their bodies.

use super::{Page, PageRequest};
use crate::{DatabaseConnection, Result, schema::inbound_requests};
use diesel::prelude::*;
use switchboard_model::{
    ChannelId, InboundRequestId, Timestamp, inbound_request::InboundRequestState,
};

/// What is told of an inbound request without its headers and body.
#[derive(Clone, Debug, PartialEq, Eq, HasQuery)]
#[diesel(table_name = inbound_requests)]
pub struct InboundRequestSummary {
    /// The id.
    pub inbound_request_id: InboundRequestId,
    /// The channel it came to.
    pub channel_id: ChannelId,
    /// `GET` or `POST`.
    pub method: String,
    /// The path that was called.
    pub path: String,
    /// When it came.
    pub received_at: Timestamp,
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

/// A page of the inbound requests in a state.
pub fn page(
    connection: &mut DatabaseConnection,
    state: InboundRequestState,
    channel_id: Option<ChannelId>,
    page_request: &PageRequest<InboundRequestId>,
) -> Result<Page<InboundRequestSummary>> {
    let mut query =
        InboundRequestSummary::query().filter(inbound_requests::state.eq(state)).into_boxed();
    if let Some(id) = channel_id {
        query = query.filter(inbound_requests::channel_id.eq(id));
    }
    if let Some(key) = page_request.after {
        query = query.filter(inbound_requests::inbound_request_id.lt(key));
    }
    if let Some(key) = page_request.before {
        query = query.filter(inbound_requests::inbound_request_id.gt(key));
    }
    query = if page_request.is_from_end {
        query.order(inbound_requests::inbound_request_id.asc())
    } else {
        query.order(inbound_requests::inbound_request_id.desc())
    };
    Ok(Page::of(query.limit(page_request.count.saturating_add(1)).load(connection)?, page_request))
}

/// The inbound requests with these ids.
pub fn by_ids(
    connection: &mut DatabaseConnection,
    ids: &[InboundRequestId],
) -> Result<Vec<InboundRequestSummary>> {
    let query = InboundRequestSummary::query();
    Ok(query.filter(inbound_requests::inbound_request_id.eq_any(ids)).load(connection)?)
}
