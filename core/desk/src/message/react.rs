//! Sets or takes back a reaction of the one who asks.

use super::queue::is_instant;
use crate::event::{self, Subject};
use crate::limits::{EMOJI_MAX_BYTES, REACTIONS_PER_AUTHOR_MAX};
use crate::{Context, Desk, DeskError, Done, access, admin, audit};
use switchboard_model::event::{EventDetail, EventKind, SubjectKind};
use switchboard_model::message::{Message, Reaction};
use switchboard_model::{AuthorKind, MessageId};
use switchboard_store::{Lane, channel, reaction};

/// Which reaction.
#[derive(Clone, Debug)]
pub struct ReactInput {
    /// The message.
    pub message_id: MessageId,
    /// The emoji.
    pub emoji: String,
    /// Take it back.
    pub is_removed: bool,
}

/// Sets or takes back the reaction. Doing it twice changes nothing.
///
/// # Errors
/// `NotFound` for a chat out of reach, `Denied` without the right, `Invalid` for the emoji, `Conflict` on a tombstone, `Unsupported` where the channel has none.
pub async fn react(
    desk: &Desk,
    context: &Context,
    input: ReactInput,
) -> Result<Done<Message>, DeskError> {
    let (author, actor) = (context.actor.author(), context.actor.clone());
    let operator_id = admin::operator_actor(&actor)?.operator_id;
    let emoji = input.emoji.trim().to_owned();
    if emoji.is_empty() || emoji.len() > EMOJI_MAX_BYTES || emoji.chars().any(char::is_control) {
        return Err(DeskError::invalid("emoji", "pass one emoji"));
    }
    let (desk_of_work, audited) = (desk.clone(), context.clone());
    desk.command(context, Lane::Any, move |transaction| {
        let (message, chat) = access::message_for_reply(transaction, &actor, input.message_id)?;
        if message.deleted_at.is_some() {
            return Err(DeskError::conflict("this message is deleted"));
        }
        let channel = channel::get(transaction, chat.channel_id)?;
        // A connector has no call for it in this version of the contract.
        if !is_instant(&channel) || !desk_of_work.capabilities(&channel.plugin)?.reactions {
            return Err(DeskError::unsupported(
                "reactions of operators do not reach the customer on this channel",
            ));
        }
        let who = (AuthorKind::Operator, operator_id.0);
        let is_changed = if input.is_removed {
            reaction::delete(transaction, message.message_id, who, Some(&emoji))? > 0
        } else {
            let count = reaction::count_of_author(transaction, message.message_id, who)?;
            if count >= REACTIONS_PER_AUTHOR_MAX {
                return Err(DeskError::conflict("take another reaction back first"));
            }
            let reaction = Reaction {
                message_id: message.message_id,
                author_kind: who.0,
                author_id: who.1,
                emoji: emoji.clone(),
                created_at: transaction.now(),
            };
            reaction::insert_or_ignore(transaction, &reaction)?
        };
        if is_changed {
            let subject = Subject::message(&chat, message.message_id);
            let (kind, detail) = (EventKind::MessageReacted, EventDetail::default());
            event::append(transaction, author, kind, subject, detail)?;
            let subject = (SubjectKind::Message, message.message_id.0);
            audit::record(transaction, &audited, "message.react", subject, None, None)?;
        }
        Ok(message)
    })
    .await
}
