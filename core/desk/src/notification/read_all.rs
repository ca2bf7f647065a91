//! Marks as read what an operator was told of, all of it or all of a chat. Not audited: it is nobody else's.

use super::settle;
use crate::limits::NOTIFICATIONS_READ_AT_ONCE;
use crate::{Command, Result};
use switchboard_model::ChatId;
use switchboard_store::notification;

/// What is read.
#[derive(Clone, Copy, Debug)]
pub struct ReadAllInput {
    /// What is told of this chat; none: everything.
    pub chat_id: Option<ChatId>,
}

command!(read_all: read_all_in(&ReadAllInput) -> usize);

/// Marks what the operator has not read as read, oldest first; returns how much that was.
///
/// # Errors
/// `NotAllowed` for an actor that is no operator.
pub fn read_all_in(command: &mut Command<'_>, input: &ReadAllInput) -> Result<usize> {
    let operator_id = command.operator()?.operator_id;
    let most = NOTIFICATIONS_READ_AT_ONCE;
    let unread = notification::unread_of(command, operator_id, input.chat_id, most)?;
    for row in &unread {
        settle(command, row)?;
    }
    Ok(unread.len())
}
