//! The customer's copy of an own message: is there one to change, or only what waits to be sent.

use super::queue::{is_instant, queue};
use super::route::Route;
use crate::{DeskError, Result};
use switchboard_model::MessageId;
use switchboard_model::chat::Chat;
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_model::message::Message;
use switchboard_store::{StoreError, Transaction, delivery};

/// What a change of the message has to reach.
pub(super) enum CopyToChange {
    /// Nothing has left: the queued delivery, if it waits, sends the message as it is then.
    Unsent(Option<Delivery>),
    /// The platform has a copy, or is getting it right now.
    Sent(Delivery),
}

/// Looks for the customer's copy.
pub(super) fn copy_to_change(
    transaction: &mut Transaction<'_>,
    message: &Message,
) -> Result<CopyToChange> {
    let deliveries = delivery::of_message(transaction, message.message_id)?;
    let send = deliveries.into_iter().find(|found| found.operation == DeliveryOperation::Send);
    let Some(send) = send else { return Ok(CopyToChange::Unsent(None)) };
    match send.state {
        DeliveryState::Sent | DeliveryState::Delivered | DeliveryState::Read => {
            Ok(CopyToChange::Sent(send))
        }
        DeliveryState::Failed => Ok(CopyToChange::Unsent(None)),
        DeliveryState::MaybeSent => Err(DeskError::conflict(
            "nobody knows whether this message arrived: first send it again or accept it as sent",
        )),
        DeliveryState::Queued => {
            let now = transaction.now();
            if delivery::is_in_flight(transaction, send.delivery_id, now)? {
                Ok(CopyToChange::Sent(send))
            } else {
                Ok(CopyToChange::Unsent(Some(send)))
            }
        }
    }
}

/// Queues the change of the customer's copy, unless one that waits will carry it. On the server's own
/// channel the commit is the change.
pub(super) fn queue_change(
    transaction: &mut Transaction<'_>,
    route: &Route,
    chat: &Chat,
    message_id: MessageId,
    operation: DeliveryOperation,
) -> Result<(), StoreError> {
    if is_instant(&route.channel) {
        return Ok(());
    }
    let now = transaction.now();
    for waiting in delivery::of_message(transaction, message_id)? {
        if waiting.operation == operation
            && waiting.state == DeliveryState::Queued
            && !delivery::is_in_flight(transaction, waiting.delivery_id, now)?
        {
            return Ok(());
        }
    }
    queue(transaction, route, chat, message_id, operation)?;
    Ok(())
}
