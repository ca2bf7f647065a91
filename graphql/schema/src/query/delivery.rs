//! What a query reads of the deliveries.

use crate::{
    batch::{Batched, page},
    caller::{chat_reader, read},
    types::delivery::{Delivery, DeliveryConnection},
};
use async_graphql::{Context, Result};
use switchboard_desk::read::PageRequest;
use switchboard_graphql::{
    choice::DeliveryState, errors::invalid, object, page::encode, plain::Plain, scalars::Id,
};
use switchboard_model::{ChannelId, DeliveryId, delivery};

#[derive(Default)]
pub struct DeliveryQuery;

/// The deliveries.
#[object]
impl DeliveryQuery {
    /// The deliveries of chats that you may read, newest first: by default those that failed and
    /// those of which nobody knows whether they arrived.
    async fn deliveries(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "In one of these states; absent: FAILED and MAYBE_SENT.")] states: Option<
            Vec<DeliveryState>,
        >,
        #[graphql(desc = "By this channel only.")] channel_id: Option<Id<ChannelId>>,
        wanted: PageRequest<DeliveryId>,
    ) -> Result<DeliveryConnection> {
        chat_reader(ctx)?;
        let states: Vec<delivery::DeliveryState> = match states {
            Some(states) if states.len() > delivery::DeliveryState::ALL.len() => {
                return Err(invalid("Name each state once in \"states\"."));
            }
            Some(states) => states.plain(),
            None => vec![delivery::DeliveryState::Failed, delivery::DeliveryState::MaybeSent],
        };
        let channel_id = channel_id.plain();
        let rows = read(ctx, move |reader| reader.deliveries(&states, channel_id, &wanted)).await?;
        Ok(DeliveryConnection::of(page(rows), |delivery: &Delivery| encode(&delivery.key())))
    }
}
