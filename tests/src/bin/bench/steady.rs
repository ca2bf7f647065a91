//! Messages at a steady rate, whatever the answers take, until it is stopped.

use crate::telegram::Hook;
use anyhow::Result;
use std::{
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{sync::Semaphore, task::JoinHandle, time::MissedTickBehavior};
use tokio_util::sync::CancellationToken;

/// Length of a beat.
const BEAT: Duration = Duration::from_millis(10);
/// Messages without an answer yet; with more, the rate falls behind and the figure says so.
const OUTSTANDING: u32 = 256;

/// A steady flow.
pub struct Steady {
    stop: CancellationToken,
    begun: Instant,
    task: JoinHandle<Result<usize>>,
}

impl Steady {
    /// Starts to post `rate` messages a second, numbered from `first`.
    pub fn start(hook: Hook, rate: u64, first: usize) -> Self {
        let stop = CancellationToken::new();
        let task = tokio::spawn(flow(hook, rate, first, stop.clone()));
        Self { stop, begun: Instant::now(), task }
    }

    /// Stops; gives how many messages a second were answered.
    pub async fn stop(self) -> Result<f64> {
        self.stop.cancel();
        let elapsed = self.begun.elapsed();
        Ok(self.task.await?? as f64 / elapsed.as_secs_f64())
    }
}

async fn flow(hook: Hook, rate: u64, first: usize, stop: CancellationToken) -> Result<usize> {
    let room = Arc::new(Semaphore::new(OUTSTANDING as usize));
    let mut beats = tokio::time::interval(BEAT);
    beats.set_missed_tick_behavior(MissedTickBehavior::Burst);
    let (mut due, mut number) = (0.0, first);
    while !stop.is_cancelled() {
        beats.tick().await;
        due += rate as f64 * BEAT.as_secs_f64();
        while due >= 1.0 {
            due -= 1.0;
            let permit = Arc::clone(&room).acquire_owned().await?;
            let hook = hook.clone();
            let own = number;
            number += 1;
            tokio::spawn(async move {
                if let Err(error) = hook.post(own).await {
                    eprintln!("a message of the steady flow failed: {error}");
                }
                drop(permit);
            });
        }
    }
    let _all = room.acquire_many(OUTSTANDING).await?;
    Ok(number - first)
}
