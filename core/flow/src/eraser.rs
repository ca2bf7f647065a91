//! Erases contacts that somebody has ordered to be erased, and at its start those whom an older database has still.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::{
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};
use switchboard_desk::{Desk, DeskError, erasure};

/// The worker.
pub(crate) struct Eraser {
    desk: Desk,
    /// Was it looked among the files who was erased.
    has_looked: AtomicBool,
}

impl Eraser {
    /// Of a desk.
    pub(crate) fn new(desk: Desk) -> Self {
        Self { desk, has_looked: AtomicBool::new(false) }
    }
}

#[async_trait]
impl Worker for Eraser {
    fn name(&self) -> &'static str {
        "eraser"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        if !self.has_looked.load(Ordering::Relaxed) {
            erasure::apply_recorded(&self.desk).await?;
            self.has_looked.store(true, Ordering::Relaxed);
        }
        erasure::advance(&self.desk).await
    }

    fn idle(&self) -> Duration {
        limits::ERASE_EVERY
    }
}
