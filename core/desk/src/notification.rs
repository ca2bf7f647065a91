//! Notifications: what operators are told of. They are made from the log by a follower, once of an event and for those
//! alone who may see what it is about; whose one is, is told nobody else.

mod advance;
mod audience;
mod read;
mod read_all;

pub use advance::{FOLLOWER, advance, begin};
pub use read::{read, read_in};
pub use read_all::{ReadAllInput, read_all, read_all_in};

use crate::chat::operator_detail;
use crate::{Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::notification::Notification;
use switchboard_store::notification;

noun!(Notification.notification_id: NotificationId in notification, read as notifications,
    seen as Own(|notification| (notification.operator_id, notification.chat_id)));

/// It is read from now on, where it was not before.
fn settle(command: &mut Command<'_>, row: &Notification) -> Result<()> {
    let now = command.now();
    if notification::set_read(command, row.notification_id, now)? {
        let detail = operator_detail(row.operator_id);
        command.event(EventKind::NotificationRead, row.notification_id, detail)?;
    }
    Ok(())
}
