//! Fires timers when they are due, and sleeps until the next one.

use crate::{
    limits,
    worker::{Worker, sleep_until},
};
use async_trait::async_trait;
use parking_lot::Mutex;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, timer};
use switchboard_model::Timestamp;

/// The worker of the timers. Any process fires any of them: who is first takes it.
pub(crate) struct Timers {
    desk: Desk,
    next_due_at: Mutex<Option<Timestamp>>,
}

impl Timers {
    /// Of a desk.
    pub(crate) fn new(desk: Desk) -> Self {
        Self { desk, next_due_at: Mutex::new(None) }
    }
}

#[async_trait]
impl Worker for Timers {
    fn name(&self) -> &'static str {
        "timers"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let fired = timer::fire_due(&self.desk, limits::TIMERS_FIRED).await?;
        if fired == 0 {
            let next = timer::next_due_at(&self.desk).await?;
            *self.next_due_at.lock() = next;
        }
        Ok(fired)
    }

    /// Not longer than a while: another process may have set an earlier one, or the clock may be set.
    fn idle(&self) -> Duration {
        sleep_until(&self.desk, *self.next_due_at.lock(), limits::TIMERS_SLEEP)
    }
}
