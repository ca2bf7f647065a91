//! Stores what became of an attempt to deliver. Called by the deliverer after the platform's answer.

use crate::channel::mark_broken;
use crate::event::{self, Author, Subject, changed};
use crate::ingest::set_reachable;
use crate::limits::{DELIVERY_ATTEMPTS_MAX, ERROR_TEXT_MAX_CHARACTERS};
use crate::{Context, Desk, DeskError, Done, text};
use switchboard_model::chat::Chat;
use switchboard_model::connector::{ConnectorError, PlatformChat, PlatformMessage, ReceiptState};
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::event::EventKind;
use switchboard_model::{DeliveryId, Timestamp};
use switchboard_store::{Lane, Transaction, chat, delivery, message_reference};

/// What became of an attempt.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The platform has it.
    Sent {
        /// What it is called there, one reference per part.
        references: Vec<PlatformMessage>,
        /// When, by the platform's clock.
        at: Timestamp,
        /// The id to expect back in an echo.
        echo: Option<String>,
    },
    /// Try again then.
    Retry {
        /// When.
        at: Timestamp,
        /// Why.
        error: ConnectorError,
    },
    /// The platform asked to slow down: try again then; it does not count as an attempt.
    RateLimited {
        /// When.
        until: Timestamp,
        /// What it said.
        error: ConnectorError,
    },
    /// The platform will not take it.
    Rejected(ConnectorError),
    /// The receiver cannot be reached any more.
    Recipient(ConnectorError),
    /// The platform refused the credentials: the channel is BROKEN, the delivery stays queued.
    Auth(ConnectorError),
    /// Bytes left and no answer came.
    MaybeSent(ConnectorError),
}

/// The outcome of one attempt.
#[derive(Clone, Debug)]
pub struct SettleInput {
    /// The delivery.
    pub delivery_id: DeliveryId,
    /// Who claimed it.
    pub holder: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// Stores the outcome. A receipt or an echo that came first is kept: states only move forward.
/// A failed or maybe-sent delivery does not hold back the later ones of its chat: the customer gets the
/// next answer at once, and the operator sees the gap.
///
/// # Errors
/// `Conflict` when another holder has claimed the delivery since.
pub async fn settle(
    desk: &Desk,
    context: &Context,
    input: SettleInput,
) -> Result<Done<Delivery>, DeskError> {
    let author = context.actor.author();
    desk.command(context, Lane::Any, move |transaction| {
        let chat_id = delivery::get(transaction, input.delivery_id)?.chat_id;
        let chat = chat::lock(transaction, chat_id)?;
        // Read again: a receipt may have come before the chat was locked.
        let before = delivery::get(transaction, input.delivery_id)?;
        if delivery::holder(transaction, input.delivery_id)?.as_deref() != Some(&input.holder) {
            return Err(DeskError::conflict("another process has claimed this delivery since"));
        }
        let after = settled(transaction, &chat, &before, &input.outcome, author)?;
        delivery::update(transaction, &after)?;
        delivery::release(transaction, after.delivery_id)?;
        let names = if after.state == before.state { ["error_code"] } else { ["state"] };
        let (kind, subject) =
            (EventKind::DeliveryChanged, Subject::delivery(&chat, after.delivery_id));
        event::append(transaction, author, kind, subject, changed(&names))?;
        Ok(after)
    })
    .await
}

fn settled(
    transaction: &mut Transaction<'_>,
    chat: &Chat,
    before: &Delivery,
    outcome: &Outcome,
    author: Author,
) -> Result<Delivery, DeskError> {
    let now = transaction.now();
    let mut after = Delivery { updated_at: now, ..before.clone() };
    if let Outcome::Sent { references, at, echo } = outcome {
        for reference in references {
            let (channel_id, message_id) = (chat.channel_id, before.message_id);
            message_reference::insert_or_ignore(transaction, channel_id, reference, message_id)?;
        }
        if let Some(echo) = echo {
            let place = PlatformChat {
                id: chat.platform_chat.clone(),
                thread: chat.platform_thread.clone(),
            };
            let (channel_id, message_id) = (chat.channel_id, before.message_id);
            message_reference::insert_echo(transaction, channel_id, &place, echo, message_id)?;
        }
        after.state = before.state.after(ReceiptState::Accepted);
        after.sent_at = before.sent_at.or(Some(*at));
        (after.error_code, after.error_message) = (None, None);
        return Ok(after);
    }
    if before.state != DeliveryState::Queued {
        // A receipt or an echo came first and knows better.
        return Ok(after);
    }
    let error = match outcome {
        Outcome::Sent { .. } => return Ok(after),
        Outcome::Retry { at, error } => {
            after.next_attempt_at = *at;
            if after.attempt_count >= DELIVERY_ATTEMPTS_MAX {
                after.state = DeliveryState::Failed;
            }
            error
        }
        Outcome::RateLimited { until, error } => {
            after.next_attempt_at = *until;
            after.attempt_count -= 1;
            error
        }
        Outcome::Auth(error) => {
            after.next_attempt_at = now;
            after.attempt_count -= 1;
            mark_broken(transaction, chat.channel_id, &error.message)?;
            error
        }
        Outcome::Recipient(error) => {
            after.state = DeliveryState::Failed;
            set_reachable(transaction, before.identity_id, false, author)?;
            error
        }
        Outcome::Rejected(error) => {
            after.state = DeliveryState::Failed;
            error
        }
        Outcome::MaybeSent(error) => {
            after.state = DeliveryState::MaybeSent;
            error
        }
    };
    after.error_code = Some(text::start(&error.code, ERROR_TEXT_MAX_CHARACTERS));
    after.error_message = Some(text::start(&error.message, ERROR_TEXT_MAX_CHARACTERS));
    Ok(after)
}
