//! Inbound requests that could not be parsed, without their bodies.

use super::{InboundRequestSummary, Page, PageRequest, Reader};
use crate::Result;
use switchboard_model::inbound_request::InboundRequestState;
use switchboard_model::{ChannelId, InboundRequestId, Permission};
use switchboard_store::page::inbound_requests;

impl Reader<'_> {
    /// A page of the inbound requests in a state, newest first.
    ///
    /// # Errors
    /// `Denied` without `channel.read`, `Store`.
    pub fn inbound_requests(
        &mut self,
        state: InboundRequestState,
        channel_id: Option<ChannelId>,
        page_request: &PageRequest<InboundRequestId>,
    ) -> Result<Page<InboundRequestSummary>> {
        self.require(Permission::ChannelRead)?;
        let connection = &mut *self.related.connection;
        Ok(inbound_requests::page(connection, state, channel_id, page_request)?)
    }

    /// The inbound requests with these ids; none without `channel.read`.
    pub fn visible_inbound_requests(
        &mut self,
        ids: &[InboundRequestId],
    ) -> Result<Vec<InboundRequestSummary>> {
        match self.require(Permission::ChannelRead) {
            Ok(()) => self.related.inbound_requests(ids),
            Err(_) => Ok(Vec::new()),
        }
    }
}
