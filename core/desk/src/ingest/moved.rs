//! The platform gave a chat another id: the chat goes on there, with its history, and replies go there.

use super::{InboundProcessor, ItemOutcome, Processed};
use crate::change::changed;
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformChat;
use switchboard_model::event::EventKind;
use switchboard_store::chat;

impl InboundProcessor<'_, '_> {
    /// Moves the current chat. Where somebody wrote under the new id before this was told, that chat is
    /// the current one, and the old one only keeps where its replies go.
    pub(super) fn moved(&mut self, from: &str, to: &str) -> Processed<ItemOutcome> {
        let place = |id: &str| PlatformChat { id: id.to_owned(), thread: None };
        let there = self.current_chat(&place(to))?;
        let Some(before) = self.current_chat(&place(from))?.filter(|_| from != to) else {
            return Ok(ItemOutcome::Ignored);
        };
        let after = Chat {
            platform_chat: to.to_owned(),
            version: before.version + 1,
            updated_at: self.command.now(),
            ..before
        };
        chat::move_to_platform_chat(self.command, &after, there.is_none())?;
        self.command.event(EventKind::ChatUpdated, &after, changed(&["platform_chat"]))?;
        Ok(ItemOutcome::Changed)
    }
}
