//! Ties uploaded files to their message, inside the command that needs it.

use super::tell_changed;
use crate::{Command, DeskError, Result};
use switchboard_model::AttachmentId;
use switchboard_model::message::Message;
use switchboard_store::attachment;

/// Ties the files to the message, in this order. One that belongs to it already is left as it is.
pub(crate) fn bind(
    command: &mut Command<'_>,
    ids: &[AttachmentId],
    message: &Message,
) -> Result<()> {
    for (place, id) in (0..).zip(ids) {
        let to = (message.chat_id, message.message_id);
        let is_bound = attachment::bind(command, *id, to, place)?;
        let row = attachment::get(command, *id)?;
        if is_bound {
            tell_changed(command, &row)?;
        } else if row.message_id != Some(message.message_id) {
            let reason = "one of the files was sent with another message";
            return Err(DeskError::invalid("attachmentIds", reason));
        }
    }
    Ok(())
}
