//! A number of clients who work at once, each one thing at a time, until all is done.

use anyhow::Result;
use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

/// Has `clients` do `count` things, numbered from `first`; gives the time that it took.
pub async fn closed_loop<F>(
    clients: usize,
    first: usize,
    count: usize,
    work: impl Fn(usize, usize) -> F + Clone + Send + 'static,
) -> Result<Duration>
where
    F: Future<Output = Result<()>> + Send,
{
    let next = Arc::new(AtomicUsize::new(first));
    let begun = Instant::now();
    let tasks: Vec<_> = (0..clients)
        .map(|client| {
            let (next, work) = (Arc::clone(&next), work.clone());
            tokio::spawn(async move {
                loop {
                    let number = next.fetch_add(1, Ordering::Relaxed);
                    if number >= first + count {
                        return anyhow::Ok(());
                    }
                    work(client, number).await?;
                }
            })
        })
        .collect();
    for task in tasks {
        task.await??;
    }
    Ok(begun.elapsed())
}

/// How much was done, how fast and at what cost.
#[derive(Default)]
pub struct Throughput {
    /// Things per second, one figure a round.
    pub per_second: Vec<f64>,
    /// Processor time of the server per thing in microseconds, one figure a round.
    pub processor_us: Vec<f64>,
}

impl Throughput {
    /// Adds a round.
    pub fn add(&mut self, count: usize, elapsed: Duration, used: Duration) {
        self.per_second.push(count as f64 / elapsed.as_secs_f64());
        self.processor_us.push(used.as_secs_f64() * 1e6 / count as f64);
    }

    /// Both medians in words.
    pub fn words(&self) -> String {
        let per_second = crate::statistics::median(&self.per_second);
        let processor_us = crate::statistics::median(&self.processor_us);
        format!("{per_second:.0} /s, {processor_us:.0} µs CPU")
    }
}
