//! A delivery: one message on its way to one address.

use crate::{
    batch::batched,
    caller::has,
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToOne,
    types::{channel::Channel, chat::Chat, event::event, identity::Identity, message::Message},
};
use async_graphql::{Context, Result};
use switchboard_graphql::{
    choice::{DeliveryOperation, DeliveryState},
    connection, object,
    scalars::DateTime,
};
use switchboard_model::{DeliveryId, Permission, delivery};

batched!(Delivery of delivery::Delivery, delivery_id: DeliveryId, Relations);

#[derive(Default)]
pub struct Relations {
    messages: ToOne<Message>,
    chats: ToOne<Chat>,
    channels: ToOne<Channel>,
    identities: ToOne<Identity>,
}

impl Noun for Delivery {
    const ROWS: Rows<Self> = |related, ids| related.deliveries(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_deliveries(ids);
    const IS_TOLD: IsTold = |_, _| false;
}

event! {
    /// A delivery got further, failed or is tried again.
    DeliveryEvent {
        /// The delivery as it is now.
        delivery: Delivery
    }
}

/// One message on its way to one address. States only move forward.
#[object(id = delivery_id)]
impl Delivery {
    /// The message.
    async fn message(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        self.0.one(ctx, |of| &of.messages, |row| row.message_id).await
    }

    /// The chat.
    async fn chat(&self, ctx: &Context<'_>) -> Result<Option<Chat>> {
        self.0.one(ctx, |of| &of.chats, |row| row.chat_id).await
    }

    /// The channel it leaves by.
    async fn channel(&self, ctx: &Context<'_>) -> Result<Option<Channel>> {
        self.0.one(ctx, |of| &of.channels, |row| row.channel_id).await
    }

    /// The address it goes to; absent without the permission `CONTACT_READ`.
    async fn identity(&self, ctx: &Context<'_>) -> Result<Option<Identity>> {
        if !has(ctx, Permission::ContactRead) {
            return Ok(None);
        }
        self.0.one(ctx, |of| &of.identities, |row| row.identity_id).await
    }

    /// What is done on the platform.
    fn operation(&self) -> DeliveryOperation;
    /// How far it got.
    fn state(&self) -> DeliveryState;
    /// How often it was tried.
    fn attempt_count(&self) -> i32;

    /// When it is tried next; absent once nothing is to be done.
    async fn next_attempt_at(&self) -> Option<DateTime> {
        let is_queued = self.0.state == delivery::DeliveryState::Queued;
        is_queued.then_some(DateTime(self.0.next_attempt_at))
    }

    /// A stable code of the last error; absent when there was none.
    fn error_code(&self) -> Option<&str>;
    /// The last error in a sentence; absent when there was none.
    fn error_message(&self) -> Option<&str>;
    /// When the platform took it; absent before.
    fn sent_at(&self) -> Option<DateTime>;
    /// When it was delivered; absent before, or where the platform does not tell.
    fn delivered_at(&self) -> Option<DateTime>;
    /// When it was read; absent before, or where the platform does not tell.
    fn read_at(&self) -> Option<DateTime>;
    /// When it was queued.
    fn created_at(&self) -> DateTime;
    /// When it last changed.
    fn updated_at(&self) -> DateTime;
}

connection!(
    DeliveryConnection,
    DeliveryEdge,
    Delivery,
    "A page of deliveries.",
    "A delivery in a list."
);
