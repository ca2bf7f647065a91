//! By which addresses the chats of a batch are talked in, read once for all of them.

use super::Relations;
use crate::{
    batch::BatchRow,
    caller::has,
    relation::load,
    types::{channel::Channel, identity::Identity, message::Message},
};
use async_graphql::{Context, ID, Result, SimpleObject};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::api::api;
use switchboard_model::{ChannelId, IdentityId, Permission, chat, chat_route};

/// One of the customer's addresses by which a chat is talked in.
#[derive(Clone, SimpleObject)]
pub struct ChatRoute {
    /// Its channel.
    channel: Channel,
    /// The id of the address: pass it to `messageReply`.
    identity_id: ID,
    /// The address; absent without the permission `CONTACT_READ`.
    identity: Option<Identity>,
    /// Is it the chat's own, which replies go to that name none.
    is_home: bool,
    /// Was the newest message said by it.
    is_active: bool,
}

impl BatchRow<chat::Chat, Relations> {
    /// The addresses of this chat, its own first.
    pub(super) async fn addresses(&self, ctx: &Context<'_>) -> Result<Vec<ChatRoute>> {
        let rows = self.routes(ctx).await?;
        let others = rows.iter().filter(|row| row.chat_id == self.chat_id);
        let others = others.map(|row| (row.identity_id, row.channel_id));
        let all: Vec<(IdentityId, ChannelId)> =
            [(self.identity_id, self.channel_id)].into_iter().chain(others).collect();
        let channels = self.route_channels(ctx).await?;
        let is_told = has(ctx, Permission::ContactRead);
        let identities = if is_told { Some(self.route_identities(ctx).await?) } else { None };
        let newest: Option<Message> =
            self.one(ctx, |of| &of.last_messages, |row| row.last_message_id).await?;
        let active = newest.and_then(|message| message.0.identity_id).unwrap_or(self.identity_id);
        let route = |(identity_id, channel_id): (IdentityId, ChannelId)| {
            let channel = channels.get(&channel_id)?.clone();
            let identity = identities.as_ref().and_then(|all| all.get(&identity_id).cloned());
            let is_home = identity_id == self.identity_id;
            let is_active = identity_id == active;
            Some(ChatRoute {
                channel,
                identity_id: identity_id.into(),
                identity,
                is_home,
                is_active,
            })
        };
        Ok(all.into_iter().filter_map(route).collect())
    }

    async fn routes(&self, ctx: &Context<'_>) -> Result<Arc<Vec<chat_route::ChatRoute>>> {
        let load = || async {
            let ids = self.all(|row| row.chat_id);
            api(ctx)?.read_related(move |related| related.routes_of_chats(&ids)).await
        };
        self.relations().routes.get(load).await
    }

    async fn route_channels(&self, ctx: &Context<'_>) -> Result<Arc<HashMap<ChannelId, Channel>>> {
        let load = || async {
            let mut ids = self.all(|row| row.channel_id);
            ids.extend(self.routes(ctx).await?.iter().map(|row| row.channel_id));
            load(api(ctx)?, ids).await
        };
        self.relations().route_channels.get(load).await
    }

    async fn route_identities(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<IdentityId, Identity>>> {
        let load = || async {
            let mut ids = self.all(|row| row.identity_id);
            ids.extend(self.routes(ctx).await?.iter().map(|row| row.identity_id));
            load(api(ctx)?, ids).await
        };
        self.relations().route_identities.get(load).await
    }
}
