//! One loop for all workers: a round on every bell and on a timer, until the server closes. A bell
//! carries no data and the timer stands behind it, so there is one code path and no lost wake-up.

use crate::{health::WorkerHealth, limits};
use async_trait::async_trait;
use std::{sync::Arc, time::Duration};
use switchboard_desk::{Desk, DeskError};
use switchboard_model::Timestamp;
use switchboard_store::{DatabaseConnection, StoreError};
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::debug;

/// A worker of the flow.
#[async_trait]
pub(crate) trait Worker: Send + Sync + 'static {
    /// The name in logs and metrics.
    fn name(&self) -> &'static str;
    /// Does what can be done now; returns how many things it moved.
    async fn round(&self) -> Result<usize, DeskError>;
    /// How long to sleep when nothing rings.
    fn idle(&self) -> Duration {
        limits::IDLE
    }
}

/// Is something due: a look that costs no write. Most bells ring for others.
pub(crate) async fn is_due(
    desk: &Desk,
    next_at: fn(&mut DatabaseConnection) -> Result<Option<Timestamp>, StoreError>,
) -> Result<bool, DeskError> {
    let next_at = desk.store().read(next_at).await?;
    Ok(next_at.is_some_and(|at| at <= desk.now()))
}

/// How long to sleep until something is due, and no longer than this.
pub(crate) fn sleep_until(desk: &Desk, due_at: Option<Timestamp>, most: Duration) -> Duration {
    let until = due_at.map(|at| at.since_ms(desk.now()).max(0));
    let until = until.and_then(|milliseconds| u64::try_from(milliseconds).ok());
    until.map_or(most, Duration::from_millis).min(most)
}

/// Is something due that leaves the server, and may it.
pub(crate) async fn may_leave(
    desk: &Desk,
    next_at: fn(&mut DatabaseConnection) -> Result<Option<Timestamp>, StoreError>,
) -> Result<bool, DeskError> {
    Ok(desk.outward().is_given().await? && is_due(desk, next_at).await?)
}

/// Runs a worker until `stop`; a round that has begun is finished.
pub(crate) fn spawn(
    worker: Arc<dyn Worker>,
    bell: Arc<Notify>,
    health: Arc<WorkerHealth>,
    tasks: &TaskTracker,
    stop: CancellationToken,
) {
    tasks.spawn(async move {
        while !stop.is_cancelled() {
            let round = worker.round().await;
            health.note(worker.name(), &round);
            let pause = match round {
                Ok(0) => worker.idle(),
                Ok(moved) => {
                    debug!(worker = worker.name(), moved, "round");
                    continue;
                }
                Err(_) => limits::FAILED_ROUND_PAUSE,
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = bell.notified() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    });
}
