//! What a query reads of the visits of the web chat.

use crate::{
    batch::{Batched, page},
    caller::{operator_with, read},
    types::visit::{Visit, VisitConnection},
};
use async_graphql::{Context, Result};
use switchboard_desk::read::PageRequest;
use switchboard_graphql::{object, page::encode, plain::Plain, scalars::Id};
use switchboard_model::{ChannelId, ContactId, Permission, VisitId};

#[derive(Default)]
pub struct VisitQuery;

/// The visits of the web chat.
#[object]
impl VisitQuery {
    /// The visits of the web chat on channels that you may see, the newest first: the tab of visits. They are
    /// no chats and stand in no list of them, are written once a minute, and are kept for 30 days.
    async fn visits(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "On this channel only.")] channel_id: Option<Id<ChannelId>>,
        #[graphql(desc = "Of this contact only.")] contact_id: Option<Id<ContactId>>,
        #[graphql(desc = "Only of those who are there now.")] is_there: Option<bool>,
        wanted: PageRequest<VisitId>,
    ) -> Result<VisitConnection> {
        operator_with(ctx, Permission::VisitRead)?;
        let (channel_id, contact_id) = (channel_id.plain(), contact_id.plain());
        let is_there = is_there.unwrap_or(false);
        let load =
            read(ctx, move |reader| reader.visits(channel_id, contact_id, is_there, &wanted));
        Ok(VisitConnection::of(page(load.await?), |visit: &Visit| encode(&visit.key())))
    }
}
