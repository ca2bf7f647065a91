//! Marks a notification as read. Not audited: it is nobody else's.

use super::settle;
use crate::{Command, DeskError, Result};
use switchboard_model::NotificationId;
use switchboard_model::notification::Notification;
use switchboard_store::notification;

command!(read: read_in(NotificationId) -> Notification);

/// Marks one of the operator's own as read. Nothing happens where it is.
///
/// # Errors
/// `NotFound` for one that is gone or somebody else's.
pub fn read_in(command: &mut Command<'_>, id: NotificationId) -> Result<Notification> {
    let operator_id = command.operator()?.operator_id;
    let found = notification::find(command, id)?.filter(|row| row.operator_id == operator_id);
    settle(command, &found.ok_or(DeskError::NotFound)?)?;
    Ok(notification::get(command, id)?)
}
