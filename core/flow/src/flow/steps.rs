//! The workers step by step, for tests with a clock of their own. Behind the feature `testing`.

use super::Flow;
use crate::{file_gc, limits, worker::Worker};
use switchboard_desk::DeskError;
use switchboard_model::{ChannelId, connector::PollPage};

impl Flow {
    /// Runs everything that waits to rest, without the background tasks.
    ///
    /// # Errors
    /// The first error of a worker; `Internal` when the workers go round in circles.
    pub async fn settle(&self) -> Result<(), DeskError> {
        let workers: [&dyn Worker; 12] = [
            self.parser.as_ref(),
            self.deliverer.as_ref(),
            self.fetcher.as_ref(),
            self.names.as_ref(),
            self.timers.as_ref(),
            self.broadcaster.as_ref(),
            self.chat_deletion.as_ref(),
            self.label_merger.as_ref(),
            self.eraser.as_ref(),
            self.ruler.as_ref(),
            self.notifier.as_ref(),
            self.pusher.as_ref(),
        ];
        for _ in 0..limits::SETTLE_ROUNDS {
            let mut moved = 0;
            for worker in workers {
                moved += worker.round().await?;
            }
            moved += self.tail.advance().await?;
            let is_hiding = self.tail.is_hiding().await?;
            if moved == 0 && !is_hiding {
                return Ok(());
            }
        }
        Err(DeskError::Internal("the workers do not come to rest".into()))
    }

    /// Asks a polled channel once; none when another process does.
    pub async fn poll_once(&self, channel_id: ChannelId) -> Result<Option<PollPage>, DeskError> {
        self.poller.poll_once(channel_id).await
    }

    /// Removes what has served its time, one portion.
    pub async fn prune_once(&self) -> Result<usize, DeskError> {
        self.retention.round().await
    }

    /// Archives what has been closed for long enough, one portion.
    pub async fn archive_once(&self) -> Result<usize, DeskError> {
        self.archiver.round().await
    }

    /// Makes due what waits for a far future, one portion.
    pub async fn pull_in_once(&self) -> Result<usize, DeskError> {
        self.clock_watch.round().await
    }

    /// Looks once after the statuses of operators who come and go.
    pub async fn presence_once(&self) -> Result<usize, DeskError> {
        self.presence.round().await
    }

    /// Writes the visits that are to be written, one portion.
    pub async fn visits_once(&self) -> Result<usize, DeskError> {
        self.visits.round().await
    }

    /// Removes files that nothing refers to any more; returns how many.
    pub async fn sweep_once(&self) -> Result<usize, DeskError> {
        file_gc::sweep(&self.retention.desk).await
    }
}
