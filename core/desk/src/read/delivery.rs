//! Deliveries: those that need a human, those with given ids, and the newest of a message.

use super::{Page, PageRequest, Reader, Related};
use super::{filled, keyed};
use crate::Result;
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::{ChannelId, DeliveryId, MessageId};
use switchboard_store::page::deliveries;

impl Reader<'_> {
    /// A page of the deliveries of visible chats in one of these states, newest first.
    pub fn deliveries(
        &mut self,
        states: &[DeliveryState],
        channel_id: Option<ChannelId>,
        page_request: &PageRequest<DeliveryId>,
    ) -> Result<Page<Delivery>> {
        let visibility = self.chat_visibility()?;
        let connection = &mut *self.related.connection;
        let page = deliveries::page(connection, visibility, states, channel_id, page_request)?;
        let rows = self.related.deliveries(&page.items)?;
        Ok(filled(page, &mut keyed(rows, |row| row.delivery_id)))
    }

    /// Those of these deliveries whose chat is visible.
    pub fn visible_deliveries(&mut self, ids: &[DeliveryId]) -> Result<Vec<Delivery>> {
        let rows = self.related.deliveries(ids)?;
        self.in_visible_chats(rows, |row| Some(row.chat_id))
    }
}

impl Related<'_> {
    /// The newest delivery of each of these messages that has one.
    pub fn newest_deliveries(&mut self, ids: &[MessageId]) -> Result<Vec<Delivery>> {
        let newest = deliveries::newest_of_messages(self.connection, ids)?;
        let ids: Vec<DeliveryId> = newest.into_values().collect();
        self.deliveries(&ids)
    }
}
