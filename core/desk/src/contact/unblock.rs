//! Lifts the block of a contact: they may write again.

use super::block::{BlockInput, set_blocked};
use crate::{Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;
use switchboard_store::Lane;

/// Lifts the block. Unblocking one that is not blocked changes nothing.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without the permission, `Stale`.
pub async fn unblock(desk: &Desk, context: &Context, input: BlockInput) -> CommandResult<Contact> {
    desk.command(context, Lane::Any, move |command| unblock_in(command, &input)).await
}

/// Lifts the block inside a running command.
pub fn unblock_in(command: &mut Command<'_>, input: &BlockInput) -> Result<Contact, DeskError> {
    set_blocked(command, input, false, (EventKind::ContactUnblocked, "contact.unblock"))
}
