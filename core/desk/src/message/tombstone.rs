//! Turns a message into a tombstone: the place stays, the words and files go.

use switchboard_model::attachment::{Attachment, AttachmentState};
use switchboard_model::message::Message;
use switchboard_store::{StoreError, Transaction, attachment, message, message_version};

/// What an attachment of a deleted message says.
const REMOVED: &str = "removed";

/// Empties the message, forgets its earlier texts and releases its files.
pub(crate) fn tombstone(
    transaction: &mut Transaction<'_>,
    message: &mut Message,
) -> Result<(), StoreError> {
    message.body.clear();
    message.extra = serde_json::json!({});
    message.quoted_text = None;
    message.deleted_at = Some(transaction.now());
    message.version += 1;
    message::update(transaction, message)?;
    message_version::delete(transaction, message.message_id)?;
    remove_files(transaction, message)
}

/// Releases the message's files; their rows stay and say so.
fn remove_files(transaction: &mut Transaction<'_>, message: &Message) -> Result<(), StoreError> {
    for file in attachment::of_message(transaction, message.message_id)? {
        remove_file(transaction, file)?;
    }
    Ok(())
}

/// Releases one file of a message; its row stays and says so.
pub(crate) fn remove_file(
    transaction: &mut Transaction<'_>,
    file: Attachment,
) -> Result<(), StoreError> {
    let removed = Attachment {
        state: AttachmentState::Failed,
        error: Some(REMOVED.to_owned()),
        name: REMOVED.to_owned(),
        sha256: None,
        has_thumbnail: false,
        platform_token: None,
        extra: serde_json::json!({}),
        ..file
    };
    attachment::update(transaction, &removed)
}

/// Was the file released with a deletion or an edit.
pub(crate) fn is_removed(file: &Attachment) -> bool {
    file.state == AttachmentState::Failed && file.error.as_deref() == Some(REMOVED)
}
