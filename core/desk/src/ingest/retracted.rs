//! A message was deleted on the platform: a tombstone stays.

use super::message::check_reference;
use super::{Intake, IntakeError, ItemOutcome};
use crate::event::{self, Subject};
use crate::message::bury;
use switchboard_model::connector::PlatformMessage;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{chat, message, message_reference};

impl Intake<'_, '_> {
    /// Deletes the message. One that is not here, or was deleted before, changes nothing.
    pub(super) fn retracted(
        &mut self,
        reference: &PlatformMessage,
    ) -> Result<ItemOutcome, IntakeError> {
        check_reference(reference)?;
        let channel_id = self.channel.channel_id;
        let found = message_reference::find_any_part(self.transaction, channel_id, reference)?;
        let Some(id) = found else { return Ok(ItemOutcome::Ignored) };
        let chat_id = message::get(self.transaction, id)?.chat_id;
        let chat = chat::lock(self.transaction, chat_id)?;
        let mut message = message::get(self.transaction, id)?;
        if message.deleted_at.is_some() {
            return Ok(ItemOutcome::Ignored);
        }
        bury(self.transaction, &mut message)?;
        let author = (message.author_kind, message.author_id);
        let (kind, subject) = (EventKind::MessageRetracted, Subject::message(&chat, id));
        event::append(self.transaction, author, kind, subject, EventDetail::default())?;
        Ok(ItemOutcome::Changed)
    }
}
