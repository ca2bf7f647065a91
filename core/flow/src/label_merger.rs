//! Moves the chats of labels that are merged into others.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, chat::merge_label};

/// The worker. Any process moves any portion: the chats are locked meanwhile.
pub(crate) struct LabelMerger {
    pub desk: Desk,
}

#[async_trait]
impl Worker for LabelMerger {
    fn name(&self) -> &'static str {
        "label_merger"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        Ok(usize::from(merge_label::advance(&self.desk).await?))
    }

    fn idle(&self) -> Duration {
        limits::LABEL_MERGES_EVERY
    }
}
