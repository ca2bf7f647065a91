//! Asks platforms that do not call us: one poller per polled channel, in whichever process holds
//! its lease. What came and where to go on are committed together.

use crate::{
    follow_up,
    health::{FailureCounts, WorkerHealth, is_told},
    limits,
};
use parking_lot::Mutex;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use switchboard_bounds::Keyed;
use switchboard_desk::{
    Context, Desk, DeskError,
    channel::{mark_broken, mark_failing, mark_recovered},
    ingest::{IngestInput, Source, ingest},
};
use switchboard_model::{
    ChannelId, Stopwatch, Timestamp,
    channel::{Channel, ChannelState},
    connector::{ConnectorError, ErrorClass, PollPage},
};
use switchboard_store::{
    Lane, channel,
    lease::{self, Lease},
};
use tokio::task::JoinHandle;
use tokio_util::{sync::CancellationToken, task::TaskTracker};
use tracing::warn;

/// Watches which channels are polled and keeps a task for each.
pub(crate) struct Poller {
    desk: Desk,
    worker_id: String,
    health: Arc<WorkerHealth>,
    failures: FailureCounts<ChannelId>,
    /// Until when platforms asked to be left alone.
    rests: Mutex<Keyed<ChannelId, Timestamp>>,
}

impl Poller {
    pub(crate) fn new(desk: Desk, worker_id: String, health: Arc<WorkerHealth>) -> Self {
        let rests = Mutex::new(Keyed::new(limits::POLL_RESTS));
        Self { desk, worker_id, health, failures: FailureCounts::new(), rests }
    }

    pub(crate) fn spawn(self: Arc<Self>, tasks: &TaskTracker, stop: CancellationToken) {
        tasks.spawn(async move {
            let mut running: HashMap<ChannelId, JoinHandle<()>> = HashMap::new();
            while !stop.is_cancelled() {
                let wanted = self.polled_channels().await;
                self.health.note("poller", &wanted);
                if let Ok(wanted) = wanted {
                    self.keep(&wanted, &mut running, &stop);
                }
                tokio::select! {
                    () = stop.cancelled() => {}
                    () = tokio::time::sleep(limits::POLL_CHANNELS) => {}
                }
            }
            for (id, task) in running {
                task.abort();
                // Aborted or ended: nothing of it asks any more.
                let _ = task.await;
                self.release(id).await;
            }
        });
    }

    /// Gives the lease of a channel back, so that the next process need not wait for its end.
    async fn release(&self, id: ChannelId) {
        let (name, worker_id) = (lease_name(id), self.worker_id.clone());
        let released = self
            .desk
            .store()
            .write(Lane::Any, move |transaction| lease::release(transaction, &name, &worker_id))
            .await;
        if let Err(error) = released {
            warn!(channel.id = %id, %error, "the lease of a poller runs out by itself");
        }
    }

    fn keep(
        self: &Arc<Self>,
        wanted: &HashSet<ChannelId>,
        running: &mut HashMap<ChannelId, JoinHandle<()>>,
        stop: &CancellationToken,
    ) {
        running.retain(|id, task| {
            let is_kept = wanted.contains(id) && !task.is_finished();
            if !is_kept {
                task.abort();
            }
            is_kept
        });
        for id in wanted {
            running.entry(*id).or_insert_with(|| {
                let (poller, id, stop) = (Arc::clone(self), *id, stop.clone());
                tokio::spawn(async move { poller.follow(id, &stop).await })
            });
        }
    }

    async fn polled_channels(&self) -> Result<HashSet<ChannelId>, DeskError> {
        if !self.desk.outward().is_given().await? {
            return Ok(HashSet::new());
        }
        let channels = self
            .desk
            .store()
            .read(|connection| channel::all(connection, limits::CHANNELS))
            .await
            .map_err(DeskError::from)?;
        Ok(channels
            .into_iter()
            .filter(|channel| self.is_polled(channel))
            .map(|channel| channel.channel_id)
            .collect())
    }

    fn is_polled(&self, channel: &Channel) -> bool {
        channel.state.is_working()
            && channel.is_polled
            && self.desk.connectors().capabilities(&channel.plugin).is_some_and(|can| can.polling)
    }

    async fn follow(&self, id: ChannelId, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            let stopwatch = Stopwatch::start();
            let pause = match self.poll_once(id).await {
                Ok(Some(page)) => pause_after(&page, stopwatch.elapsed()),
                Ok(None) => limits::POLL_CHANNELS,
                Err(_) => pause_after_failures(self.failures.of(id)),
            };
            tokio::select! {
                () = stop.cancelled() => {}
                () = tokio::time::sleep(pause) => {}
            }
        }
    }

    /// One poll; none when another process holds the lease, the channel is not polled any more, its platform
    /// asked to be left alone, or nothing may leave. What fails again and again marks the channel, whatever fails: nobody hears of it otherwise.
    pub(crate) async fn poll_once(&self, id: ChannelId) -> Result<Option<PollPage>, DeskError> {
        let polled = self.poll(id).await;
        match &polled {
            Ok(Some(_)) => self.failures.succeeded(id),
            Ok(None) => {}
            Err(error) => self.failed(id, error).await,
        }
        polled
    }

    async fn failed(&self, id: ChannelId, error: &DeskError) {
        let failures = self.failures.failed(id);
        if is_told(failures) {
            warn!(channel.id = %id, failures, %error, "a channel could not be polled");
        }
        if failures < limits::POLLS_FAILED_MAX {
            return;
        }
        let reason = format!("its platform could not be asked for news: {error}");
        if let Err(error) = mark_failing(&self.desk, &Context::system(), id, reason).await {
            warn!(channel.id = %id, %error, "a failing channel could not be marked");
        }
    }

    async fn poll(&self, id: ChannelId) -> Result<Option<PollPage>, DeskError> {
        if self.is_resting(id) || !self.desk.outward().is_given().await? {
            return Ok(None);
        }
        let (name, worker_id) = (lease_name(id), self.worker_id.clone());
        let is_ours = self
            .desk
            .store()
            .write(Lane::Any, move |transaction| {
                let now = transaction.now();
                let until = now.plus_ms(limits::POLL_LEASE_MS);
                lease::acquire(transaction, &name, &worker_id, now, until)
            })
            .await
            .map_err(DeskError::from)?
            == Lease::Claimed;
        let read = self.desk.store().read(move |connection| channel::get(connection, id));
        let channel = read.await.map_err(DeskError::from)?;
        if !is_ours || !self.is_polled(&channel) {
            return Ok(None);
        }
        let refuse = |error: ConnectorError| refuse(&error);
        let connector = self.desk.connector(&channel).await.map_err(refuse)?;
        let cursor = channel.poll_cursor.as_deref();
        let page = match connector.poll(cursor, limits::POLL_WAIT_MS).await {
            Ok(page) => page,
            Err(error) if error.class == ErrorClass::Auth => {
                mark_broken(&self.desk, &Context::system(), id, error.message).await?;
                return Ok(None);
            }
            Err(error) => {
                self.rest(id, &error).await?;
                return Err(refuse(error));
            }
        };
        let input = IngestInput {
            channel_id: id,
            source: Source::Poll { cursor: page.cursor.clone() },
            items: page.items.clone(),
        };
        ingest(&self.desk, &Context::system(), input).await?;
        if channel.state == ChannelState::Failing {
            mark_recovered(&self.desk, &Context::system(), id).await?;
        }
        follow_up::make(connector.as_ref(), follow_up::calls_of(&page.items)).await;
        Ok(Some(page))
    }

    /// Does its platform still want to be left alone?
    fn is_resting(&self, id: ChannelId) -> bool {
        let now = self.desk.now();
        self.rests.lock().get(&id).is_some_and(|until| now < *until)
    }

    /// Leaves a platform alone for as long as it asks; no other process takes its turn meanwhile.
    async fn rest(&self, id: ChannelId, error: &ConnectorError) -> Result<(), DeskError> {
        let Some(told_ms) = error.retry_after_ms else { return Ok(()) };
        let told_ms = i64::try_from(told_ms).unwrap_or(i64::MAX);
        let wait_ms = told_ms.min(limits::POLL_RETRY_AFTER_MAX_MS);
        let now = self.desk.now();
        self.rests.lock().insert(id, now.plus_ms(wait_ms));
        let (name, worker_id) = (lease_name(id), self.worker_id.clone());
        let held_until = now.plus_ms(wait_ms.max(limits::POLL_LEASE_MS));
        let held = self
            .desk
            .store()
            .write(Lane::Any, move |transaction| {
                lease::acquire(transaction, &name, &worker_id, now, held_until)
            })
            .await;
        held.map(drop).map_err(DeskError::from)
    }
}

fn lease_name(id: ChannelId) -> String {
    format!("poll:{id}")
}

/// How long to wait after a page that took so long to come. A platform that does not hold the question
/// open, or a plugin that says there is more when there is not, is not asked without end.
fn pause_after(page: &PollPage, took: Duration) -> Duration {
    let asked = Duration::from_millis(u64::from(page.next_ms));
    match (page.items.is_empty(), page.has_more) {
        (false, true) => Duration::ZERO,
        (false, false) => asked,
        (true, _) => asked.max(limits::POLL_EMPTY_EVERY.saturating_sub(took)),
    }
}

/// How long to wait after so many polls that failed.
fn pause_after_failures(failures: u32) -> Duration {
    let wait_ms = limits::POLL_FAILED_BACKOFF.wait_ms(i32::try_from(failures).unwrap_or(i32::MAX));
    Duration::from_millis(wait_ms.unsigned_abs())
}

fn refuse(error: &ConnectorError) -> DeskError {
    match error.class {
        ErrorClass::RateLimited => {
            DeskError::TooMany { retry_after_ms: error.retry_after_ms.unwrap_or_default() }
        }
        _ => DeskError::Internal(error.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::connector::{InboundEvent, InboundItem};

    fn page(items: usize, has_more: bool, next_ms: u32) -> PollPage {
        let item = InboundItem {
            dedup: "1".to_owned(),
            event: InboundEvent::Other("note".to_owned(), serde_json::json!({})),
            follow_up: None,
        };
        PollPage { items: vec![item; items], cursor: "1".to_owned(), has_more, next_ms }
    }

    fn pause_ms(page: &PollPage, took_ms: u64) -> u128 {
        pause_after(page, Duration::from_millis(took_ms)).as_millis()
    }

    #[test]
    fn news_are_followed_at_once_or_when_the_plugin_says() {
        assert_eq!(pause_ms(&page(1, true, 9_000), 0), 0, "more is waiting");
        assert_eq!(pause_ms(&page(1, false, 0), 0), 0);
        assert_eq!(pause_ms(&page(1, false, 700), 0), 700);
    }

    #[test]
    fn a_platform_that_has_nothing_is_not_asked_without_end() {
        assert_eq!(pause_ms(&page(0, false, 0), 25_000), 0, "it held the question open");
        assert_eq!(pause_ms(&page(0, false, 0), 50), 150);
        assert_eq!(pause_ms(&page(0, true, 0), 0), 200, "whatever it says");
        assert_eq!(pause_ms(&page(0, false, 3_000), 0), 3_000);
    }
}
