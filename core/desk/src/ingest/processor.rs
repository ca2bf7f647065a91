//! One transaction's worth of items, and which of them was taken before.

use super::ItemOutcome;
use crate::attachment::discard;
use crate::message::remove_file;
use crate::text::platform_id;
use crate::{Command, DeskError};
use switchboard_model::attachment::Attachment;
use switchboard_model::channel::Channel;
use switchboard_model::connector::{InboundEvent, InboundItem};
use switchboard_model::{IdentityId, MessageId};
use switchboard_store::inbound_request::Concerned;
use switchboard_store::{StoreError, inbound_key};

/// What became of an item, or why nothing was stored.
pub(crate) type Processed<T> = Result<T, ProcessingError>;

/// Why nothing was stored.
#[derive(Debug)]
pub(crate) enum ProcessingError {
    /// What came belongs to a message that is just being sent: its name is not known yet.
    EchoPending,
    /// Anything else.
    Desk(DeskError),
}

impl ProcessingError {
    /// For one who sends nothing, and so waits for no echo.
    pub(crate) fn into_desk(self) -> DeskError {
        match self {
            Self::EchoPending => DeskError::Internal("an echo came by way of nobody".to_owned()),
            Self::Desk(error) => error,
        }
    }
}

impl<E: Into<DeskError>> From<E> for ProcessingError {
    fn from(error: E) -> Self {
        Self::Desk(error.into())
    }
}

/// Takes items of one channel inside one transaction.
pub(crate) struct InboundProcessor<'a, 'b> {
    /// Its actor brings them: the author of what has no author of its own.
    pub(super) command: &'a mut Command<'b>,
    pub(super) channel: &'a Channel,
    /// Contents (SHA-256) of files that were removed: to be released after the commit.
    freed: Vec<String>,
    /// Of whom the items tell.
    concerned: Concerned,
}

impl<'a, 'b> InboundProcessor<'a, 'b> {
    pub(crate) fn new(command: &'a mut Command<'b>, channel: &'a Channel) -> Self {
        Self { command, channel, freed: Vec::new(), concerned: Concerned::Nobody }
    }

    /// Of whom the items told.
    pub(super) fn concerned(&self) -> Concerned {
        self.concerned
    }

    /// The contents that the items may have freed.
    pub(crate) fn into_freed(self) -> Vec<String> {
        self.freed
    }
}

impl InboundProcessor<'_, '_> {
    /// An item tells of this identity.
    pub(super) fn concerns(&mut self, id: IdentityId) {
        self.concerned = self.concerned.and(id);
    }

    /// Removes a file of a message that is not deleted itself.
    pub(super) fn drop_file(&mut self, file: Attachment) -> Result<(), StoreError> {
        self.freed.extend(file.sha256.clone());
        remove_file(self.command, file)
    }

    /// Notes the contents of a message's files, which are about to be removed.
    pub(super) fn free_files(&mut self, message_id: MessageId) -> Result<(), StoreError> {
        self.freed.extend(discard::of_message(self.command, message_id)?);
        Ok(())
    }

    /// Takes an item. A message is recognised by its name on the platform, all else by its key.
    pub(crate) fn take(&mut self, item: &InboundItem) -> Processed<ItemOutcome> {
        if let InboundEvent::Message(message) = &item.event {
            return self.message(message, None);
        }
        if matches!(item.event, InboundEvent::Typing { .. }) {
            return Ok(ItemOutcome::Ignored);
        }
        let dedup = platform_id("dedup", &item.dedup)?;
        let (channel_id, now) = (self.channel.channel_id, self.command.now());
        if !inbound_key::insert_or_ignore(self.command, channel_id, dedup, now)? {
            return Ok(ItemOutcome::Duplicate);
        }
        match &item.event {
            InboundEvent::Edited(message, version) => self.edited(message, *version),
            InboundEvent::Retracted(reference, _) => self.deleted(reference),
            InboundEvent::Receipt(receipt) => self.receipt(receipt),
            InboundEvent::Reaction(reaction) => self.reaction(reaction),
            InboundEvent::Profile(identity) => self.profile(identity),
            InboundEvent::Reach { identity, change, .. } => self.reach(identity, *change),
            InboundEvent::Moved { from, to } => self.moved(from, to),
            InboundEvent::Message(_)
            | InboundEvent::Typing { .. }
            | InboundEvent::Account(..)
            | InboundEvent::Other(..) => Ok(ItemOutcome::Ignored),
        }
    }
}
