//! An operator deletes an own message: a tombstone stays on both sides.

use super::bury;
use super::capability::check_change;
use super::copy::{CopyToChange, copy_to_change, queue_change};
use crate::admin::check_version;
use crate::attachment::discard;
use crate::event::{self, Author, Subject, changed};
use crate::{Context, Desk, DeskError, Done, access, audit};
use serde_json::json;
use switchboard_model::MessageId;
use switchboard_model::chat::Chat;
use switchboard_model::delivery::{Delivery, DeliveryOperation, DeliveryState};
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::message::Message;
use switchboard_store::{Lane, Transaction, channel, delivery};

/// Which message.
#[derive(Clone, Debug)]
pub struct RetractInput {
    /// The message.
    pub message_id: MessageId,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Deletes the message, and its files with the commit.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right or for another's message,
/// `Stale`, `Unsupported` where the channel cannot or it is too old.
pub async fn retract(
    desk: &Desk,
    context: &Context,
    input: RetractInput,
) -> Result<Done<Message>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let (desk_of_work, audited) = (desk.clone(), context.clone());
    // A message's files never change once it is written, so they can be noted before.
    let message_id = input.message_id;
    let files =
        desk.store().read(move |connection| discard::of_message(connection, message_id)).await?;
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            let (mut message, chat) =
                access::message_for_edit(transaction, &actor, input.message_id)?;
            check_version(input.expected_version, message.version)?;
            if message.deleted_at.is_some() {
                return Ok(message);
            }
            let channel = channel::get(transaction, chat.channel_id)?;
            match copy_to_change(transaction, &message)? {
                CopyToChange::Unsent(queued) => {
                    if let Some(queued) = queued {
                        cancel(transaction, &chat, author, queued)?;
                    }
                }
                CopyToChange::Sent(sent) => {
                    let capabilities = desk_of_work.capabilities(&channel.plugin)?;
                    let now = transaction.now();
                    check_change(capabilities.retract.as_ref(), "deleted", &sent, now)?;
                    let operation = DeliveryOperation::Retract;
                    queue_change(transaction, &channel, &chat, message.message_id, operation)?;
                }
            }
            let before = json!({ "body": message.body });
            bury(transaction, &mut message)?;
            let (kind, subject) =
                (EventKind::MessageRetracted, Subject::message(&chat, message.message_id));
            event::append(transaction, author, kind, subject, EventDetail::default())?;
            let subject = (SubjectKind::Message, message.message_id.0);
            audit::record(transaction, &audited, "message.retract", subject, Some(before), None)?;
            Ok(message)
        })
        .await?;
    discard::release_after_commit(desk, files).await;
    Ok(done)
}

/// What was never sent is not sent any more.
fn cancel(
    transaction: &mut Transaction<'_>,
    chat: &Chat,
    author: Author,
    queued: Delivery,
) -> Result<(), DeskError> {
    let cancelled = Delivery {
        state: DeliveryState::Failed,
        error_code: Some("message.retracted".to_owned()),
        error_message: Some("the message was deleted before it was sent".to_owned()),
        updated_at: transaction.now(),
        ..queued
    };
    delivery::update(transaction, &cancelled)?;
    let subject = Subject::delivery(chat, cancelled.delivery_id);
    event::append(transaction, author, EventKind::DeliveryChanged, subject, changed(&["state"]))?;
    Ok(())
}
