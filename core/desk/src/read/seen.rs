//! Up to where somebody of the company has read a visitor's chats, where their channel shows that.

use super::{MessageKey, Related};
use crate::Result;
use crate::channel::web::WebSettings;
use std::collections::{BTreeSet, HashMap};
use switchboard_model::channel::{Channel, WEB_PLUGIN};
use switchboard_model::message::Message;
use switchboard_model::{ChannelId, ChatId};
use switchboard_store::limits::UNREAD_ROWS;
use switchboard_store::page::batch;

/// Up to where somebody of the company has read a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SeenUpTo {
    /// All of it.
    End,
    /// What stands before this message.
    Before(MessageKey),
}

impl SeenUpTo {
    /// Is this message among what was read.
    pub fn has(self, message: &Message) -> bool {
        match self {
            Self::End => true,
            Self::Before(MessageKey { position, message_id }) => {
                (message.position, message.message_id.0) < (position, message_id)
            }
        }
    }
}

impl Related<'_> {
    /// Up to where somebody of the company has read each of these chats. Those that nobody has read, those with
    /// very much that is unread, and those whose channel does not show it are missing.
    pub fn seen_by_operators(&mut self, chat_ids: &[ChatId]) -> Result<HashMap<ChatId, SeenUpTo>> {
        let mut chats = self.chats(chat_ids)?;
        let channel_ids: BTreeSet<ChannelId> = chats.iter().map(|chat| chat.channel_id).collect();
        let channels = self.channels(&channel_ids.into_iter().collect::<Vec<_>>())?;
        let showing: Vec<ChannelId> =
            channels.iter().filter(|one| is_shown(one)).map(|one| one.channel_id).collect();
        chats.retain(|chat| showing.contains(&chat.channel_id));
        if chats.is_empty() {
            return Ok(HashMap::new());
        }
        let ids: Vec<ChatId> = chats.iter().map(|chat| chat.chat_id).collect();
        let read = batch::most_read(self.connection, &ids)?;
        let (mut seen, mut unread) = (HashMap::new(), Vec::new());
        for chat in chats {
            let count = read.get(&chat.chat_id).copied().unwrap_or_default();
            let rest = chat.inbound_count - count;
            if count > 0 && rest <= 0 {
                seen.insert(chat.chat_id, SeenUpTo::End);
            } else if count > 0 && rest < UNREAD_ROWS {
                unread.push((chat.chat_id, rest));
            }
        }
        for first in self.oldest_of_newest(&unread)? {
            let Message { position, message_id, chat_id, .. } = first;
            let place = MessageKey { position, message_id: message_id.0 };
            seen.insert(chat_id, SeenUpTo::Before(place));
        }
        Ok(seen)
    }

    /// Does a channel show its visitors that somebody of the company has read what they wrote.
    pub fn shows_seen(&mut self, channel_id: ChannelId) -> Result<bool> {
        Ok(self.channels(&[channel_id])?.iter().any(is_shown))
    }
}

fn is_shown(channel: &Channel) -> bool {
    channel.plugin == WEB_PLUGIN
        && WebSettings::read(&channel.settings).is_ok_and(|settings| settings.is_seen_shown)
}
