//! Removes files that nothing refers to any more, once a day: it looks at every stored file.

use crate::limits;
use switchboard_desk::{Desk, DeskError, attachment::discard};
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::{info, warn};

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
pub(crate) fn spawn(desk: Desk, tasks: &TaskTracker, stop: CancellationToken) {
    tasks.spawn(async move {
        let mut pause = limits::SWEEP_FIRST;
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(pause) => {}
            }
            pause = limits::SWEEP_EVERY;
            match sweep(&desk).await {
                Ok(removed) => info!(removed, "files that nothing refers to were removed"),
                Err(error) => warn!(%error, "the files could not be swept"),
            }
        }
    });
}
