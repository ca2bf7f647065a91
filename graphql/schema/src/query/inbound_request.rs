//! The inbound requests of platforms.

use crate::{
    batch::{Batched, page},
    caller::read,
    types::inbound_request::{InboundRequest, InboundRequestConnection},
};
use async_graphql::{Context, Result};
use switchboard_desk::read::PageRequest;
use switchboard_graphql::{object, page::encode, plain::Plain, scalars::Id};
use switchboard_model::{ChannelId, InboundRequestId, inbound_request::InboundRequestState};

#[derive(Default)]
pub struct InboundRequestQuery;

/// The inbound requests of platforms.
#[object]
impl InboundRequestQuery {
    /// The inbound requests of platforms that could not be taken in, newest first.
    async fn inbound_requests(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "To this channel only.")] channel_id: Option<Id<ChannelId>>,
        wanted: PageRequest<InboundRequestId>,
    ) -> Result<InboundRequestConnection> {
        let (state, channel_id) = (InboundRequestState::Dead, channel_id.plain());
        let rows =
            read(ctx, move |reader| reader.inbound_requests(state, channel_id, &wanted)).await?;
        Ok(InboundRequestConnection::of(page(rows), |one: &InboundRequest| encode(&one.key())))
    }
}
