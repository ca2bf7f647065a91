//! Looks every minute for what waits for a far future: the clock was ahead, and somebody set it right.

use crate::{limits, worker::Worker};
use async_trait::async_trait;
use std::time::Duration;
use switchboard_desk::{Desk, DeskError, far_future};
use tracing::warn;

/// The watch.
pub(crate) struct ClockWatch {
    pub desk: Desk,
}

#[async_trait]
impl Worker for ClockWatch {
    fn name(&self) -> &'static str {
        "clock_watch"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let count = far_future::pull_in(&self.desk).await?;
        if count > 0 {
            warn!(count, "the clock was ahead: what waited for a far future is tried now");
        }
        Ok(count)
    }

    fn idle(&self) -> Duration {
        limits::CLOCK_WATCH_EVERY
    }
}

#[cfg(test)]
mod tests {
    use switchboard_desk::limits::{
        ALERT_LEASE_MS, FAR_FUTURE_MS, FETCH_BACKOFF, INBOUND_REQUEST_BACKOFF, PUSH_BACKOFF,
        PUSH_RETRY_AFTER_MAX_MS, PUSH_THERE_MS,
    };

    #[test]
    fn nothing_is_put_off_into_what_counts_as_a_far_future() {
        let waits = [
            crate::limits::SEND_RETRY_AFTER_MAX_MS,
            crate::limits::SEND_BACKOFF.max_ms,
            crate::limits::MEDIA_LEASE_MS,
            crate::limits::OUTBOX_LEASE_MS,
            crate::limits::INBOUND_REQUEST_LEASE_MS,
            crate::limits::POLL_LEASE_MS,
            INBOUND_REQUEST_BACKOFF.max_ms,
            FETCH_BACKOFF.max_ms,
            ALERT_LEASE_MS,
            PUSH_BACKOFF.max_ms,
            PUSH_RETRY_AFTER_MAX_MS,
            PUSH_THERE_MS,
        ];
        assert!(waits.iter().all(|wait| *wait < FAR_FUTURE_MS), "{waits:?}");
    }
}
