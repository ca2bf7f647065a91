//! The platform gave a chat another id: the chat goes on there, with its history, and replies go there.

use super::chat::Found;
use super::{InboundProcessor, ItemOutcome, Processed};
use crate::change::changed;
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformChat;
use switchboard_model::event::EventKind;
use switchboard_store::{chat, chat_route};

impl InboundProcessor<'_, '_> {
    /// Moves the current chat, or its route. Where somebody wrote under the new id before this was told, that
    /// chat is the current one, and the old one only keeps where its replies go.
    pub(super) fn moved(&mut self, from: &str, to: &str) -> Processed<ItemOutcome> {
        let place = |id: &str| PlatformChat { id: id.to_owned(), thread: None };
        let is_free = self.current_chat(&place(to))?.is_none();
        let before = self.current_chat(&place(from))?.filter(|_| from != to);
        let Some(Found { chat: before, route }) = before else {
            return Ok(ItemOutcome::Ignored);
        };
        if let Some(route) = route {
            chat_route::move_to_platform_chat(self.command, &route, to, is_free)?;
            self.command.event(EventKind::ChatUpdated, &before, changed(&["routes"]))?;
            return Ok(ItemOutcome::Changed);
        }
        let after = Chat {
            platform_chat: to.to_owned(),
            version: before.version + 1,
            updated_at: self.command.now(),
            ..before
        };
        chat::move_to_platform_chat(self.command, &after, is_free)?;
        self.command.event(EventKind::ChatUpdated, &after, changed(&["platform_chat"]))?;
        Ok(ItemOutcome::Changed)
    }
}
