//! Stores what became of an attempt to deliver. Called by the deliverer after the platform's answer.

use crate::change::changed;
use crate::channel::mark_broken_in;
use crate::ingest::set_reachable;
use crate::limits::{DELIVERY_ATTEMPTS_MAX, ERROR_TEXT_MAX_CHARACTERS};
use crate::{Command, CommandResult, Context, Desk, DeskError, Result, text};
use switchboard_model::chat::Chat;
use switchboard_model::connector::{ConnectorError, ErrorClass, ReceiptState, Sent};
use switchboard_model::delivery::{Delivery, DeliveryState};
use switchboard_model::event::EventKind;
use switchboard_model::{DeliveryId, Timestamp};
use switchboard_store::{Lane, chat_route, delivery, message_reference};

/// What became of an attempt.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// The platform has it.
    Sent(Sent),
    /// The connector's error, whose class decides what happens next.
    Failed {
        /// What it said.
        error: ConnectorError,
        /// When the next try is due, where the class allows one.
        retry_at: Timestamp,
    },
}

/// The outcome of one attempt.
#[derive(Clone, Debug)]
pub struct SettleInput {
    pub delivery_id: DeliveryId,
    /// Who claimed it.
    pub worker_id: String,
    pub outcome: Outcome,
}

/// Stores the outcome. A receipt or an echo that came first is kept: states only move forward.
/// A failed or maybe-sent delivery does not hold back the later ones of its chat: the customer gets the
/// next answer at once, and the operator sees the gap.
///
/// # Errors
/// `Conflict` when another worker has claimed the delivery since.
pub async fn settle(desk: &Desk, context: &Context, input: SettleInput) -> CommandResult<Delivery> {
    desk.command(context, Lane::Any, move |command| {
        let held = delivery::lock_held(command, input.delivery_id, &input.worker_id)?;
        let Some((chat, before)) = held else {
            return Err(DeskError::conflict("another process has claimed this delivery since"));
        };
        let after = settled(command, &chat, &before, &input.outcome)?;
        delivery::update_and_release(command, &after)?;
        let name = if after.state == before.state { "error_code" } else { "state" };
        command.event(EventKind::DeliveryChanged, (&chat, &after), changed(&[name]))?;
        Ok(after)
    })
    .await
}

fn settled(
    command: &mut Command<'_>,
    chat: &Chat,
    before: &Delivery,
    outcome: &Outcome,
) -> Result<Delivery> {
    let now = command.now();
    let mut after = Delivery { updated_at: now, ..before.clone() };
    let (error, retry_at) = match outcome {
        Outcome::Sent(sent) => {
            keep_names(command, chat, before, sent)?;
            after.state = before.state.after(ReceiptState::Accepted);
            after.sent_at = before.sent_at.or(Some(sent.at));
            (after.error_code, after.error_message) = (None, None);
            return Ok(after);
        }
        // A receipt or an echo came first and knows better.
        Outcome::Failed { .. } if before.state != DeliveryState::Queued => return Ok(after),
        Outcome::Failed { error, retry_at } => (error, *retry_at),
    };
    match error.class {
        ErrorClass::Transient => {
            after.next_attempt_at = retry_at;
            if after.attempt_count >= DELIVERY_ATTEMPTS_MAX {
                after.state = DeliveryState::Failed;
            }
        }
        // It does not count as an attempt.
        ErrorClass::RateLimited => {
            after.next_attempt_at = retry_at;
            after.attempt_count -= 1;
        }
        // The channel is BROKEN, the delivery stays queued.
        ErrorClass::Auth => {
            after.next_attempt_at = now;
            after.attempt_count -= 1;
            mark_broken_in(command, before.channel_id, &error.message)?;
        }
        ErrorClass::Recipient => {
            after.state = DeliveryState::Failed;
            set_reachable(command, before.identity_id, false)?;
        }
        ErrorClass::MaybeSent => after.state = DeliveryState::MaybeSent,
        ErrorClass::Invalid
        | ErrorClass::Unsupported
        | ErrorClass::Denied
        | ErrorClass::Permanent => after.state = DeliveryState::Failed,
    }
    after.error_code = Some(text::start(&error.code, ERROR_TEXT_MAX_CHARACTERS));
    after.error_message = Some(text::start(&error.message, ERROR_TEXT_MAX_CHARACTERS));
    Ok(after)
}

/// What the message is called on the platform, and in the echo to expect.
fn keep_names(
    command: &mut Command<'_>,
    chat: &Chat,
    delivery: &Delivery,
    sent: &Sent,
) -> Result<()> {
    let (channel_id, message_id) = (delivery.channel_id, delivery.message_id);
    for reference in &sent.references {
        message_reference::insert_or_ignore(command, channel_id, reference, message_id)?;
    }
    if let Some(echo) = &sent.echo {
        let place = if delivery.identity_id == chat.identity_id {
            chat.place()
        } else {
            let route = chat_route::find(command, chat.chat_id, delivery.identity_id)?;
            route.ok_or(DeskError::NotFound)?.place()
        };
        message_reference::insert_echo(command, channel_id, &place, echo, message_id)?;
    }
    Ok(())
}
