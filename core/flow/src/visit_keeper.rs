//! Writes the visits of the web chat that go on, and looks whether the file with the places of addresses has
//! changed.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, visit};

/// The worker.
pub(crate) struct VisitKeeper {
    pub desk: Desk,
}

#[async_trait]
impl Worker for VisitKeeper {
    fn name(&self) -> &'static str {
        "visits"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let desk = self.desk.clone();
        let refreshed = tokio::task::spawn_blocking(move || desk.places().refresh());
        refreshed.await.map_err(|error| DeskError::Internal(error.to_string()))?;
        visit::keep(&self.desk).await
    }

    fn idle(&self) -> Duration {
        limits::VISITS_EVERY
    }
}
