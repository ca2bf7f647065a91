//! A reaction was set or taken back on the platform.

use super::message::check_reference;
use super::{InboundProcessor, ItemOutcome, Processed};
use crate::limits::{EMOJI_MAX_BYTES, REACTIONS_PER_AUTHOR_MAX};
use switchboard_model::AuthorKind;
use switchboard_model::connector::InboundReaction;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_model::message::{Message, Reaction};
use switchboard_store::{message, message_reference, reaction};

impl InboundProcessor<'_, '_> {
    /// Sets or takes back a reaction. One to a message that is not here, or to a tombstone, changes
    /// nothing.
    pub(super) fn reaction(&mut self, inbound: &InboundReaction) -> Processed<ItemOutcome> {
        check_reference(&inbound.reference)?;
        let channel_id = self.channel.channel_id;
        let reference = &inbound.reference;
        let mut found = message_reference::find_any_part(self.command, channel_id, reference)?;
        if found.is_none() && reference.chat.thread.is_none() {
            // Some platforms do not tell the thread with a reaction.
            found = message_reference::find_in_any_thread(self.command, channel_id, reference)?;
        }
        let Some(id) = found else { return Ok(ItemOutcome::Ignored) };
        let Some(chat) = self.chat_of_message(id)? else { return Ok(ItemOutcome::Ignored) };
        let message = message::get(self.command, id)?;
        if message.deleted_at.is_some() {
            return Ok(ItemOutcome::Ignored);
        }
        let sender = self.identity(&inbound.by)?;
        if sender.contact.is_blocked {
            return Ok(ItemOutcome::Blocked);
        }
        let who = (AuthorKind::Contact, sender.identity.first_contact_id.0);
        if !self.react(&message, who, inbound)? {
            return Ok(ItemOutcome::Ignored);
        }
        let author = (who.0, Some(who.1));
        let kind = EventKind::MessageReacted;
        self.command.event_by(author, kind, (&chat, id), EventDetail::default())?;
        Ok(ItemOutcome::Changed)
    }

    fn react(
        &mut self,
        message: &Message,
        who: (AuthorKind, i64),
        inbound: &InboundReaction,
    ) -> Processed<bool> {
        let emoji = inbound.emoji.as_deref();
        let is_usable = |emoji: &&str| {
            !emoji.is_empty() && emoji.len() <= EMOJI_MAX_BYTES && !emoji.contains('\0')
        };
        if inbound.is_removed {
            let id = message.message_id;
            return Ok(reaction::delete(self.command, id, who, emoji)? > 0);
        }
        let Some(emoji) = emoji.filter(is_usable) else { return Ok(false) };
        let count = reaction::count_of_author(self.command, message.message_id, who)?;
        if count >= REACTIONS_PER_AUTHOR_MAX {
            return Ok(false);
        }
        let reaction = Reaction {
            message_id: message.message_id,
            author_kind: who.0,
            author_id: who.1,
            emoji: emoji.to_owned(),
            created_at: self.command.now(),
        };
        Ok(reaction::insert_or_ignore(self.command, &reaction)?)
    }
}
