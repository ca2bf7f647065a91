//! Gives a message another text; the one before is kept.

use crate::limits::MESSAGE_VERSIONS_MAX;
use switchboard_model::message::{Message, MessageVersion};
use switchboard_store::{StoreError, Transaction, message, message_version};

/// Writes the text over the message's own.
pub(crate) fn revise(
    transaction: &mut Transaction<'_>,
    message: &mut Message,
    body: String,
) -> Result<(), StoreError> {
    keep_version(transaction, message)?;
    message.body = body;
    message.edited_at = Some(transaction.now());
    message.version += 1;
    message::update(transaction, message)
}

/// Keeps the text that a message has, before it gets another one.
pub(crate) fn keep_version(
    transaction: &mut Transaction<'_>,
    message: &Message,
) -> Result<(), StoreError> {
    if message.version > MESSAGE_VERSIONS_MAX {
        return Ok(());
    }
    let version = MessageVersion {
        message_id: message.message_id,
        version: message.version,
        body: message.body.clone(),
        replaced_at: transaction.now(),
    };
    message_version::insert(transaction, &version)
}
