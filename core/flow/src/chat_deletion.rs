//! Removes what is left of deleted chats.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, chat::removal};

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
        Ok(usize::from(removal::advance(&self.desk).await?))
    }

    fn idle(&self) -> Duration {
        limits::DELETION_EVERY
    }
}
