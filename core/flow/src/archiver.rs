//! Puts chats away that have been closed for as long as the settings say.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, chat::archive};

/// The worker. Any process does it: a chat that another has put away is closed no more.
pub(crate) struct Archiver {
    pub desk: Desk,
}

#[async_trait]
impl Worker for Archiver {
    fn name(&self) -> &'static str {
        "archiver"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        archive::archive_old(&self.desk, limits::ARCHIVE_CHATS).await
    }

    fn idle(&self) -> Duration {
        limits::ARCHIVE_EVERY
    }
}
