//! Ties uploaded files to their message, inside the transaction that needs it.

use super::event;
use crate::{Context, DeskError};
use switchboard_model::AttachmentId;
use switchboard_model::message::Message;
use switchboard_store::{Transaction, attachment};

/// Ties the files to the message, in this order. One that belongs to it already is left as it is.
///
/// # Errors
/// `Invalid` for a file that belongs to another message.
pub fn bind(
    transaction: &mut Transaction<'_>,
    context: &Context,
    ids: &[AttachmentId],
    message: &Message,
) -> Result<(), DeskError> {
    for (place, id) in (0..).zip(ids) {
        let is_bound =
            attachment::bind(transaction, *id, (message.chat_id, message.message_id), place)?;
        let row = attachment::get(transaction, *id)?;
        if is_bound {
            event::changed(transaction, context, &row)?;
        } else if row.message_id != Some(message.message_id) {
            let reason = "one of the files was sent with another message";
            return Err(DeskError::invalid("attachmentIds", reason));
        }
    }
    Ok(())
}
