//! Puts a message on its way: a delivery that waits for the deliverer, or one that has arrived with
//! the commit because the channel is the server's own.

use super::route::Route;
use switchboard_model::MessageId;
use switchboard_model::channel::{Channel, WEB_PLUGIN};
use switchboard_model::chat::Chat;
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_store::{StoreError, Transaction, delivery};

/// Reads the customer the log itself: what is committed has arrived.
pub(super) fn is_instant(channel: &Channel) -> bool {
    channel.plugin == WEB_PLUGIN
}

/// Stores a delivery of the message.
pub(super) fn queue(
    transaction: &mut Transaction<'_>,
    route: &Route,
    chat: &Chat,
    message_id: MessageId,
    operation: DeliveryOperation,
) -> Result<Delivery, StoreError> {
    let now = transaction.now();
    let is_instant = is_instant(&route.channel);
    let delivery = Delivery {
        delivery_id: transaction.id(),
        message_id,
        chat_id: chat.chat_id,
        channel_id: route.channel.channel_id,
        identity_id: route.identity_id,
        operation,
        state: if is_instant { DeliveryState::Sent } else { DeliveryState::Queued },
        attempt_count: 0,
        next_attempt_at: now,
        error_code: None,
        error_message: None,
        sent_at: is_instant.then_some(now),
        delivered_at: None,
        read_at: None,
        created_at: now,
        updated_at: now,
    };
    delivery::insert(transaction, &delivery)?;
    Ok(delivery)
}
