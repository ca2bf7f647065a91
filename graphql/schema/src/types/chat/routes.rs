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
use switchboard_graphql::{api::api, scalars::DateTime};
use switchboard_model::{ChannelId, IdentityId, Permission, Timestamp, chat, chat_route};

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
    /// Until when it can be written to; absent where its platform sets no end to that, and where the customer has not
    /// written for longer than `replyWindowMs` of the channel's capabilities: then nothing can be sent to it.
    reply_until: Option<DateTime>,
}

/// For how long after the customer last wrote each channel takes replies, in milliseconds. Those whose platform sets
/// no end to that are left out.
type Windows = HashMap<ChannelId, i64>;

fn windows(ctx: &Context<'_>, channels: &HashMap<ChannelId, Channel>) -> Result<Windows> {
    let desk = &api(ctx)?.desk;
    let window = |(id, channel): (&ChannelId, &Channel)| {
        let window_ms = desk.capabilities(&channel.0.plugin).ok()?.reply_window_ms?;
        Some((*id, i64::from(window_ms.get())))
    };
    Ok(channels.iter().filter_map(window).collect())
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
        let windows = windows(ctx, &channels)?;
        let heard = match windows.values().max() {
            Some(longest_ms) => Some(self.last_heard(ctx, *longest_ms).await?),
            None => None,
        };
        let now = api(ctx)?.desk.now();
        let reply_until = |identity_id: IdentityId, channel_id: ChannelId| {
            let last_at = *heard.as_ref()?.get(&identity_id)?;
            let until = last_at.plus_ms(*windows.get(&channel_id)?);
            (until >= now).then_some(DateTime(until))
        };
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
                reply_until: reply_until(identity_id, channel_id),
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

    /// When the customers last wrote by the addresses of the batch, as far as it is not longer ago than that.
    async fn last_heard(
        &self,
        ctx: &Context<'_>,
        within_ms: i64,
    ) -> Result<Arc<HashMap<IdentityId, Timestamp>>> {
        let load = || async {
            let mut ids = self.all(|row| row.identity_id);
            ids.extend(self.routes(ctx).await?.iter().map(|row| row.identity_id));
            let api = api(ctx)?;
            let since = api.desk.now().plus_ms(-within_ms);
            api.read_related(move |related| related.last_heard(&ids, since)).await
        };
        self.relations().last_heard.get(load).await
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
