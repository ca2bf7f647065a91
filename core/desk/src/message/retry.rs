//! Decides what became of a failed or maybe-sent delivery: send it again, or accept it as sent.

use crate::event::{self, Subject, changed};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::DeliveryId;
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{Lane, delivery};

/// What to do with the delivery.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResendOrAccept {
    /// Try again; after a maybe-sent one the customer may get it twice.
    Resend,
    /// It has arrived: only for a maybe-sent one.
    Accept,
}

/// Which delivery.
#[derive(Clone, Copy, Debug)]
pub struct RetryInput {
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// What to do.
    pub decision: ResendOrAccept,
}

/// Queues the delivery again or settles it as sent.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Conflict` when it neither failed nor is maybe-sent.
pub async fn retry(
    desk: &Desk,
    context: &Context,
    input: RetryInput,
) -> Result<Done<Delivery>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let audited = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let message_id = delivery::get(transaction, input.delivery_id)?.message_id;
        let (message, chat) = access::message_for_reply(transaction, &actor, message_id)?;
        // Read again: it may have changed before the chat was locked.
        let before = delivery::get(transaction, input.delivery_id)?;
        let now = transaction.now();
        let after = match (input.decision, before.state) {
            (ResendOrAccept::Resend, DeliveryState::Failed | DeliveryState::MaybeSent) => {
                let is_void =
                    message.deleted_at.is_some() && before.operation != DeliveryOperation::Retract;
                if is_void {
                    return Err(DeskError::conflict("this message is deleted"));
                }
                Delivery { state: DeliveryState::Queued, attempt_count: 0, ..before.clone() }
            }
            (ResendOrAccept::Accept, DeliveryState::MaybeSent) => {
                Delivery { state: DeliveryState::Sent, sent_at: Some(now), ..before.clone() }
            }
            (ResendOrAccept::Resend, state) => {
                return Err(DeskError::conflict(format!(
                    "this delivery is {state}: only a failed or maybe-sent one is sent again"
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
        delivery::update(transaction, &after)?;
        let (kind, subject) =
            (EventKind::DeliveryChanged, Subject::delivery(&chat, after.delivery_id));
        event::append(transaction, author, kind, subject, changed(&["state"]))?;
        let subject = (SubjectKind::Delivery, after.delivery_id.0);
        let told = |delivery: &Delivery| Some(json!({ "state": delivery.state.as_str() }));
        let (before, told) = (told(&before), told(&after));
        audit::record(transaction, &audited, "message.retry", subject, before, told)?;
        Ok(after)
    })
    .await
}
