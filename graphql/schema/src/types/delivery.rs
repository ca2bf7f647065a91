//! A delivery: one message on its way to one address.

use crate::{
    api::api,
    enums::{DeliveryOperation, DeliveryState},
    family::{self, Family, load},
    lazy::Once,
    page::connection,
    scalars::DateTime,
    types::{channel::Channel, chat::Chat, identity::Identity, message::Message},
};
use async_graphql::{Context, ID, Object, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_model::{ChannelId, ChatId, DeliveryId, IdentityId, MessageId, delivery};
use switchboard_store::{DatabaseConnection, StoreError};

/// One message on its way to one address.
#[derive(Clone)]
pub struct Delivery {
    pub(crate) row: Arc<delivery::Delivery>,
    family: Arc<Siblings>,
}

struct Siblings {
    rows: Vec<Arc<delivery::Delivery>>,
    messages: Once<HashMap<MessageId, Message>>,
    chats: Once<HashMap<ChatId, Chat>>,
    channels: Once<HashMap<ChannelId, Channel>>,
    identities: Once<HashMap<IdentityId, Identity>>,
}

impl Family for Delivery {
    type Id = DeliveryId;
    type Row = delivery::Delivery;

    fn siblings(rows: Vec<delivery::Delivery>) -> Vec<Self> {
        let family = |rows| Siblings {
            rows,
            messages: Once::default(),
            chats: Once::default(),
            channels: Once::default(),
            identities: Once::default(),
        };
        family::shared(rows, family, |row, family| Self { row, family })
    }

    fn rows(
        connection: &mut DatabaseConnection,
        ids: &[DeliveryId],
    ) -> Result<Vec<delivery::Delivery>, StoreError> {
        switchboard_store::delivery::by_ids(connection, ids)
    }

    fn key(&self) -> DeliveryId {
        self.row.delivery_id
    }
}

/// One message on its way to one address. States only move forward.
#[Object]
impl Delivery {
    /// The global id.
    pub async fn id(&self) -> ID {
        self.row.delivery_id.into()
    }

    /// The message.
    async fn message(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.message_id)).await };
        Ok(self.family.messages.get(load).await?.get(&self.row.message_id).cloned())
    }

    /// The chat.
    async fn chat(&self, ctx: &Context<'_>) -> Result<Option<Chat>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.chat_id)).await };
        Ok(self.family.chats.get(load).await?.get(&self.row.chat_id).cloned())
    }

    /// The channel it leaves by.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Channel>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.channel_id)).await };
        Ok(self.family.channels.get(load).await?.get(&self.row.channel_id).cloned())
    }

    /// The address it goes to.
    async fn identity(&self, ctx: &Context<'_>) -> Result<Option<Identity>> {
        let load =
            || async { load(api(ctx)?, self.family.rows.iter().map(|row| row.identity_id)).await };
        Ok(self.family.identities.get(load).await?.get(&self.row.identity_id).cloned())
    }

    /// What is done on the platform.
    async fn operation(&self) -> DeliveryOperation {
        self.row.operation.into()
    }

    /// How far it got.
    async fn state(&self) -> DeliveryState {
        self.row.state.into()
    }

    /// How often it was tried.
    async fn attempt_count(&self) -> i32 {
        self.row.attempt_count
    }

    /// When it is tried next; absent once nothing is to be done.
    async fn next_attempt_at(&self) -> Option<DateTime> {
        let is_queued = self.row.state == delivery::DeliveryState::Queued;
        is_queued.then_some(DateTime(self.row.next_attempt_at))
    }

    /// A stable code of the last error; absent when there was none.
    async fn error_code(&self) -> Option<&str> {
        self.row.error_code.as_deref()
    }

    /// The last error in a sentence; absent when there was none.
    async fn error_message(&self) -> Option<&str> {
        self.row.error_message.as_deref()
    }

    /// When the platform took it; absent before.
    async fn sent_at(&self) -> Option<DateTime> {
        self.row.sent_at.map(DateTime)
    }

    /// When it was delivered; absent before, or where the platform does not tell.
    async fn delivered_at(&self) -> Option<DateTime> {
        self.row.delivered_at.map(DateTime)
    }

    /// When it was read; absent before, or where the platform does not tell.
    async fn read_at(&self) -> Option<DateTime> {
        self.row.read_at.map(DateTime)
    }

    /// When it was queued.
    async fn created_at(&self) -> DateTime {
        DateTime(self.row.created_at)
    }

    /// When it last changed.
    async fn updated_at(&self) -> DateTime {
        DateTime(self.row.updated_at)
    }
}

connection!(
    DeliveryConnection,
    DeliveryEdge,
    Delivery,
    "A page of deliveries.",
    "A delivery in a list."
);
