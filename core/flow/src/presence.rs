//! Looks after the statuses of operators who come and go.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, operator::presence::PresenceWatch};

/// The worker.
pub(crate) struct PresenceKeeper {
    pub desk: Desk,
    pub watch: PresenceWatch,
}

#[async_trait]
impl Worker for PresenceKeeper {
    fn name(&self) -> &'static str {
        "presence"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        self.watch.round(&self.desk).await
    }

    fn idle(&self) -> Duration {
        limits::PRESENCE_EVERY
    }
}
