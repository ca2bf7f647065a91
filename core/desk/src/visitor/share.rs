//! What somebody writes takes its part of what they, their peer and their channel may write.

use super::acting::ActingVisitor;
use super::write_guard::{Weight, WriteGuard};
use crate::{Command, Context, Desk, Result};
use std::sync::Arc;
use switchboard_bounds::Peer;
use switchboard_model::ContactId;
use switchboard_model::chat::ChatStatus;

/// A text's part of what its channel may take, which is taken once, however often the work is run.
pub(super) struct Share {
    guard: Arc<WriteGuard>,
    peer: Option<Peer>,
    weight: Weight,
    is_taken: bool,
}

impl Share {
    /// Counts a text for who writes it, before anything is read for it.
    ///
    /// # Errors
    /// `TooMany` when the shares of the contact or the peer are used up.
    pub(super) fn begin(
        desk: &Desk,
        context: &Context,
        contact_id: ContactId,
        weight: Weight,
    ) -> Result<Self> {
        let peer = context.peer();
        desk.write_guard().begin(contact_id, peer, weight, desk.now())?;
        Ok(Self { guard: Arc::clone(desk.write_guard()), peer, weight, is_taken: false })
    }

    /// Takes it of the channel's.
    ///
    /// # Errors
    /// `TooMany` when those of the channel have used up theirs.
    pub(super) fn take(
        &mut self,
        command: &mut Command<'_>,
        visitor: &ActingVisitor,
    ) -> Result<()> {
        if self.is_taken {
            return Ok(());
        }
        let (channel_id, now) = (visitor.channel.channel_id, command.now());
        if !visitor.is_verified() {
            let taken = self.guard.stranger(channel_id, self.peer, self.weight, now);
            // Only where that is used up is it worth a statement whether an operator deals with them.
            let is_stranger = match &taken {
                Ok(()) => true,
                Err(_) => {
                    let chat = visitor.chat(command)?;
                    chat.is_none_or(|chat| chat.status == ChatStatus::New)
                }
            };
            if is_stranger {
                self.is_taken = taken.is_ok();
                return taken;
            }
        }
        self.guard.known(channel_id, self.weight, now)?;
        self.is_taken = true;
        Ok(())
    }
}
