//! Decides what became of a failed or maybe-sent delivery: send it again, or accept it as sent. One that
//! waits for its next try is sent at once.

use super::route::check_theirs;
use crate::{Change, Command, DeskError, Result};
use serde_json::json;
use switchboard_model::DeliveryId;
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_model::event::EventKind;
use switchboard_store::delivery;

/// What to do with the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResendOrAccept {
    /// Try again, or now rather than later; after a maybe-sent one the customer may get it twice.
    Resend,
    /// It has arrived: only for a maybe-sent one.
    Accept,
}

/// Which delivery.
#[derive(Clone, Copy, Debug)]
pub struct RetryInput {
    pub delivery_id: DeliveryId,
    /// What to do.
    pub decision: ResendOrAccept,
}

command!(retry: retry_in(&RetryInput) -> Delivery);

/// Queues the delivery again or settles it as sent.
///
/// # Errors
/// `NotFound` for a delivery that is not visible, `Denied` without the permission, `Conflict` when it
/// neither failed, is maybe-sent nor waits for a later try, and where it would say something to an address that
/// is another contact's by now.
pub fn retry_in(command: &mut Command<'_>, input: &RetryInput) -> Result<Delivery> {
    let message_id = delivery::get(command, input.delivery_id)?.message_id;
    let (message, chat) = command.message_for_reply(message_id)?;
    // Read again: it may have changed before the chat was locked.
    let before = delivery::get(command, input.delivery_id)?;
    let now = command.now();
    let is_said = before.operation != DeliveryOperation::Delete;
    if input.decision == ResendOrAccept::Resend && is_said {
        check_theirs(command, &chat, message.identity_id)?;
    }
    let after = match (input.decision, before.state) {
        (ResendOrAccept::Resend, DeliveryState::Failed | DeliveryState::MaybeSent) => {
            if message.deleted_at.is_some() && is_said {
                return Err(DeskError::conflict("this message is deleted"));
            }
            Delivery { state: DeliveryState::Queued, attempt_count: 0, ..before.clone() }
        }
        (ResendOrAccept::Resend, DeliveryState::Queued) if before.next_attempt_at > now => {
            if delivery::is_in_flight(command, before.delivery_id, now)? {
                return Err(DeskError::conflict(
                    "this delivery is on its way: wait for its outcome",
                ));
            }
            before.clone()
        }
        (ResendOrAccept::Accept, DeliveryState::MaybeSent) => {
            Delivery { state: DeliveryState::Sent, sent_at: Some(now), ..before.clone() }
        }
        (ResendOrAccept::Resend, state) => {
            return Err(DeskError::conflict(format!(
                "this delivery is {state}: only one that failed, is maybe-sent or waits for a later try \
                 is sent again"
            )));
        }
        (ResendOrAccept::Accept, state) => {
            return Err(DeskError::conflict(format!(
                "this delivery is {state}: only a maybe-sent one is accepted as sent"
            )));
        }
    };
    let after = Delivery {
        next_attempt_at: now,
        error_code: None,
        error_message: None,
        updated_at: now,
        ..after
    };
    delivery::update(command, &after)?;
    let columns = |delivery: &Delivery| {
        let next_attempt_at = delivery.next_attempt_at.0;
        json!({ "state": delivery.state.as_str(), "next_attempt_at": next_attempt_at })
    };
    let change = Change::between(columns(&before), columns(&after));
    command.record((EventKind::DeliveryChanged, "message.retry"), (&*chat, &after), change)?;
    Ok(after)
}
