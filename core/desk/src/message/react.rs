//! Sets or takes back a reaction of the one who asks.

use super::queue::is_instant;
use super::route::Route;
use crate::limits::{EMOJI_MAX_BYTES, REACTIONS_PER_AUTHOR_MAX};
use crate::{Command, DeskError, Result};
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::{Message, Reaction};
use switchboard_model::{AuthorKind, MessageId};
use switchboard_store::reaction;

/// Which reaction.
#[derive(Clone, Debug)]
pub struct ReactInput {
    pub message_id: MessageId,
    pub emoji: String,
    /// Take it back.
    pub is_removed: bool,
}

command!(react: react_in(&ReactInput) -> Message);

/// Sets or takes back the reaction. Doing it twice changes nothing.
///
/// # Errors
/// `NotFound` for a message that is not visible, `Denied` without the permission, `Invalid` for the
/// emoji, `Conflict` on a tombstone, `Unsupported` where the channel has none.
pub fn react_in(command: &mut Command<'_>, input: &ReactInput) -> Result<Message> {
    let operator_id = command.operator()?.operator_id;
    let emoji = input.emoji.trim();
    if emoji.is_empty() || emoji.len() > EMOJI_MAX_BYTES || emoji.chars().any(char::is_control) {
        return Err(DeskError::invalid("emoji", "pass one emoji"));
    }
    let (message, chat) = command.message_for_reply(input.message_id)?;
    if message.deleted_at.is_some() {
        return Err(DeskError::conflict("this message is deleted"));
    }
    let channel = Route::of_message(command, &chat, &message)?.channel;
    // A connector has no call for it in this version of the contract.
    if !is_instant(&channel) || !command.capabilities(&channel.plugin)?.reactions {
        return Err(DeskError::unsupported(
            "reactions of operators do not reach the customer on this channel",
        ));
    }
    let who = (AuthorKind::Operator, operator_id.0);
    let is_changed = if input.is_removed {
        reaction::delete(command, message.message_id, who, Some(emoji))? > 0
    } else {
        let count = reaction::count_of_author(command, message.message_id, who)?;
        if count >= REACTIONS_PER_AUTHOR_MAX {
            return Err(DeskError::conflict("take another reaction back first"));
        }
        let reaction = Reaction {
            message_id: message.message_id,
            author_kind: who.0,
            author_id: who.1,
            emoji: emoji.to_owned(),
            created_at: command.now(),
        };
        reaction::insert_or_ignore(command, &reaction)?
    };
    if is_changed {
        let event = (EventKind::MessageReacted, "message.react");
        command.record(event, (&*chat, &message), EventDetail::default())?;
    }
    Ok(message)
}
