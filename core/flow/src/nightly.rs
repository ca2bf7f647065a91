//! Runs the retention rules once a night.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, retention};

/// The worker. Which process runs the rules in a night, the database says.
pub(crate) struct Nightly {
    pub desk: Desk,
}

#[async_trait]
impl Worker for Nightly {
    fn name(&self) -> &'static str {
        "nightly"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        retention::run_nightly(&self.desk).await
    }

    fn idle(&self) -> Duration {
        limits::NIGHTLY_EVERY
    }
}
