//! What a query reads of the channels.

use crate::{batch::batch, caller::read, types::channel::Channel};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{cost, limits::LIST_MAX};

#[derive(Default)]
pub struct ChannelQuery;

/// The channels.
#[Object]
impl ChannelQuery {
    /// The channels, by name, also the deleted ones, whose chats are still there.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn channels(&self, ctx: &Context<'_>) -> Result<Vec<Channel>> {
        Ok(batch(read(ctx, |reader| reader.channels(LIST_MAX)).await?))
    }
}
