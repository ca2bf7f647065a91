//! Removes files that nothing refers to any more, once a day: it looks at every stored file.

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

/// Sweeps daily until `stop`, the first time soon after the start: a server that is restarted every
/// night sweeps as well.
pub(crate) fn spawn(
    desk: Desk,
    health: Arc<WorkerHealth>,
    tasks: &TaskTracker,
    stop: CancellationToken,
) {
    tasks.spawn(async move {
        let mut pause = limits::SWEEP_FIRST;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = limits::SWEEP_EVERY;
            let swept = sweep(&desk).await;
            health.note("file_gc", &swept);
            if let Ok(removed) = swept {
                info!(removed, "files that nothing refers to were removed");
            }
        }
    });
}
