//! Deliveries that need a human, newest first, and the newest deliveries of messages.

use super::{
    Page, PageRequest,
    statement::{ChildId, FoundId, descending, ends, filter, numbers, one_of, order_and_limit},
    visibility,
};
use crate::{DatabaseConnection, Result};
use diesel::{RunQueryDsl, sql_query};
use std::collections::HashMap;
use switchboard_model::{
    ChannelId, ChatVisibility, DeliveryId, MessageId, delivery::DeliveryState,
};

/// A page of the deliveries in one of these states whose chats are visible.
pub fn page(
    connection: &mut DatabaseConnection,
    visibility: &ChatVisibility,
    states: &[DeliveryState],
    channel_id: Option<ChannelId>,
    page_request: &PageRequest<DeliveryId>,
) -> Result<Page<DeliveryId>> {
    let sorts = [descending("deliveries.delivery_id")];
    let mut conditions =
        vec![one_of("deliveries.state", states.iter().map(|state| state.as_str()))];
    conditions.extend(channel_id.map(|id| format!("deliveries.channel_id = {}", id.0)));
    conditions.push(visibility::condition(visibility));
    conditions.extend(ends(&sorts, page_request, |key| vec![key.0.to_string()]));
    let text = format!(
        "SELECT deliveries.delivery_id AS id FROM deliveries \
         JOIN chats ON chats.chat_id = deliveries.chat_id{}{}",
        filter(&conditions),
        order_and_limit(&sorts, page_request)
    );
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    Ok(Page::of(rows.into_iter().map(|row| DeliveryId(row.id)).collect(), page_request))
}

/// The newest delivery of each of these messages that has one.
pub fn newest_of_messages(
    connection: &mut DatabaseConnection,
    message_ids: &[MessageId],
) -> Result<HashMap<MessageId, DeliveryId>> {
    if message_ids.is_empty() {
        return Ok(HashMap::new());
    }
    let text = format!(
        "SELECT message_id AS parent, MAX(delivery_id) AS id FROM deliveries \
         WHERE message_id IN ({}) GROUP BY message_id",
        numbers(message_ids.iter().map(|id| id.0))
    );
    let rows: Vec<ChildId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| (MessageId(row.parent), DeliveryId(row.id))).collect())
}
