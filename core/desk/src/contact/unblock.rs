//! Lifts the block of a contact: they may write again.

use super::block::{BlockInput, set_blocked};
use crate::{Command, Result};
use switchboard_model::contact::Contact;
use switchboard_model::event::EventKind;

command!(unblock: unblock_in(&BlockInput) -> Contact);

/// Lifts the block. Unblocking one that is not blocked changes nothing.
///
/// # Errors
/// `NotFound` for a contact that is not visible, `Denied` without the permission, `Stale`.
pub fn unblock_in(command: &mut Command<'_>, input: &BlockInput) -> Result<Contact> {
    set_blocked(command, input, false, (EventKind::ContactUnblocked, "contact.unblock"))
}
