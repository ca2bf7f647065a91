//! Removes uploads that are over every few minutes, and files that nothing refers to any more once a day: for
//! that it looks at every stored file.

use crate::{health::WorkerHealth, limits};
use std::sync::Arc;
use switchboard_desk::{Desk, DeskError, attachment::discard};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::info;

/// One sweep; returns how many files were removed. A quiet copy removes none: the bucket may be the
/// original's.
pub(crate) async fn sweep(desk: &Desk) -> Result<usize, DeskError> {
    if !desk.outward().is_given().await? {
        return Ok(0);
    }
    discard::sweep(desk).await
}

/// Works until `stop`. The first sweep comes soon after the start: a server that is restarted every night
/// sweeps as well.
pub(crate) fn spawn(
    desk: Desk,
    health: Arc<WorkerHealth>,
    tasks: &TaskTracker,
    stop: CancellationToken,
) {
    tasks.spawn(async move {
        let mut until_sweep = limits::SWEEP_FIRST;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(limits::EXPIRE_EVERY) => {}
            }
            until_sweep = until_sweep.saturating_sub(limits::EXPIRE_EVERY);
            if !until_sweep.is_zero() {
                health.note("file_gc", &discard::expire(&desk).await);
                continue;
            }
            until_sweep = limits::SWEEP_EVERY;
            let swept = sweep(&desk).await;
            health.note("file_gc", &swept);
            if let Ok(removed) = swept {
                info!(removed, "files that nothing refers to were removed");
            }
        }
    });
}
