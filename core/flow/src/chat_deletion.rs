//! Removes what is left of deleted chats, which nobody sees any more: rows in small writes, and files that
//! nothing else refers to. A server that dies in the middle goes on with the same chat; files that it left
//! go with the daily sweep.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, attachment::discard};
use switchboard_store::{Lane, chat_deletion};

/// The worker. Any process removes any portion: the chat's row is locked meanwhile.
pub(crate) struct ChatDeletion {
    pub desk: Desk,
}

#[async_trait]
impl Worker for ChatDeletion {
    fn name(&self) -> &'static str {
        "chat_deletion"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let store = self.desk.store();
        let Some(chat_id) = store.read(chat_deletion::next).await? else { return Ok(0) };
        let remove = store.write(Lane::Chat(chat_id), move |transaction| {
            chat_deletion::remove_portion(transaction, chat_id, limits::DELETED_ROWS)
        });
        let portion = remove.await?;
        // A quiet copy removes no files: the bucket may be the original's.
        if !portion.sha256s.is_empty() && self.desk.outward().is_given().await? {
            discard::release(&self.desk, portion.sha256s).await?;
        }
        let rows = usize::try_from(portion.count).unwrap_or_default();
        Ok(rows + usize::from(portion.is_last))
    }

    fn idle(&self) -> Duration {
        limits::DELETION_EVERY
    }
}
