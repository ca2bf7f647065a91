//! Writes to the contacts of broadcasts, as fast as each channel's pace allows.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use switchboard_desk::{Desk, DeskError, broadcast};

/// The worker. Any process does any step of any broadcast.
pub(crate) struct Broadcaster {
    desk: Desk,
    /// Does any broadcast go on.
    is_busy: AtomicBool,
}

impl Broadcaster {
    /// Of a desk.
    pub(crate) fn new(desk: Desk) -> Self {
        Self { desk, is_busy: AtomicBool::new(false) }
    }
}

#[async_trait]
impl Worker for Broadcaster {
    fn name(&self) -> &'static str {
        "broadcaster"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let progress = broadcast::advance(&self.desk).await?;
        self.is_busy.store(progress.running > 0, Ordering::Relaxed);
        Ok(progress.moved)
    }

    fn idle(&self) -> Duration {
        if self.is_busy.load(Ordering::Relaxed) {
            limits::BROADCAST_LOOK
        } else {
            limits::BROADCASTS_EVERY
        }
    }
}
