//! Finds the chat that a message belongs to, or opens it. A closed one comes back with its history,
//! unless the channel says that after so long a new one begins.

use super::identity::Sender;
use super::{InboundProcessor, Processed};
use crate::chat::new_chat;
use crate::command::Author;
use crate::text::platform_id;
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformChat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{StoreError, chat};

impl InboundProcessor<'_, '_> {
    /// The locked chat that messages of this platform chat go to now.
    pub(super) fn current_chat(&mut self, place: &PlatformChat) -> Processed<Option<Chat>> {
        let id = platform_id("chat", &place.id)?;
        if let Some(thread) = &place.thread {
            platform_id("thread", thread)?;
        }
        let thread = place.thread.as_deref();
        let found = chat::lock_current(self.command, self.channel.channel_id, id, thread)?;
        if let Some(chat) = &found {
            self.concerns(chat.identity_id);
        }
        Ok(found)
    }

    /// The chat for a new message: the current one, or a new one where there is none or where the
    /// current one was closed too long ago.
    pub(super) fn chat_for_message(
        &mut self,
        current: Option<Chat>,
        place: &PlatformChat,
        sender: &Sender,
        author: Author,
    ) -> Processed<Chat> {
        match current {
            Some(chat) if !self.is_over(&chat) => return Ok(chat),
            Some(chat) => chat::retire(self.command, chat.chat_id)?,
            None => {}
        }
        let identity = sender.identity_for_chat(self.command)?;
        let chat = new_chat(self.command, self.channel, &identity, place.clone())?;
        if !chat::insert_or_ignore(self.command, &chat)? {
            // Another process was faster: its chat is the one.
            return self.current_chat(place)?.ok_or_else(|| StoreError::Busy.into());
        }
        self.command.event_by(author, EventKind::ChatOpened, &chat, EventDetail::default())?;
        Ok(chat)
    }

    fn is_over(&self, chat: &Chat) -> bool {
        let (Some(closed_at), Some(within_ms)) = (chat.closed_at, self.channel.reopen_within_ms)
        else {
            return false;
        };
        self.command.now().since_ms(closed_at) >= within_ms
    }
}
