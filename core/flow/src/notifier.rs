//! Makes notifications of the log, from its own place.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, notification};

/// The worker. Any process makes them of any page: who moves the place on has made all of it.
pub(crate) struct Notifier {
    pub desk: Desk,
}

#[async_trait]
impl Worker for Notifier {
    fn name(&self) -> &'static str {
        "notifier"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        notification::advance(&self.desk).await
    }

    fn idle(&self) -> Duration {
        limits::NOTIFIER_IDLE
    }
}
