//! Starts, rings and stops the workers.

#[cfg(feature = "testing")]
mod steps;

use crate::{
    archiver::Archiver,
    broadcaster::Broadcaster,
    chat_deletion::ChatDeletion,
    clock_watch::ClockWatch,
    deliverer::Deliverer,
    eraser::Eraser,
    fetcher::Fetcher,
    file_gc,
    health::WorkerHealth,
    label_merger::LabelMerger,
    name_order::NameOrderer,
    nightly::Nightly,
    notifier::Notifier,
    parser::Parser,
    poller::Poller,
    presence::PresenceKeeper,
    pusher::Pusher,
    retention::Retention,
    ruler::Ruler,
    tail::Tail,
    timers::Timers,
    typing_relay,
    visit_keeper::VisitKeeper,
    worker::{self, Worker},
};
use std::sync::Arc;
use switchboard_desk::{Desk, DeskError, operator::presence::PresenceWatch};
use switchboard_model::{Timestamp, push::PushPort};
use switchboard_store::{StoreError, attachment, delivery};
use tokio::sync::Notify;
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The workers of this process.
pub struct Flow {
    tail: Arc<Tail>,
    /// Rung after an inbound request was stored.
    inbound_request_bell: Arc<Notify>,
    parser: Arc<Parser>,
    deliverer: Arc<Deliverer>,
    eraser: Arc<Eraser>,
    fetcher: Arc<Fetcher>,
    names: Arc<NameOrderer>,
    notifier: Arc<Notifier>,
    poller: Arc<Poller>,
    presence: Arc<PresenceKeeper>,
    pusher: Arc<Pusher>,
    retention: Arc<Retention>,
    ruler: Arc<Ruler>,
    archiver: Arc<Archiver>,
    broadcaster: Arc<Broadcaster>,
    chat_deletion: Arc<ChatDeletion>,
    label_merger: Arc<LabelMerger>,
    health: Arc<WorkerHealth>,
    clock_watch: Arc<ClockWatch>,
    timers: Arc<Timers>,
    visits: Arc<VisitKeeper>,
    store_bell: tokio::sync::watch::Receiver<u64>,
}

impl Flow {
    /// The workers of a desk, not yet running. `worker_id` names this process in leases and must be
    /// unique among all processes on the database; `push` is the way to push services.
    pub async fn open(
        desk: Desk,
        worker_id: String,
        push: Arc<dyn PushPort>,
    ) -> Result<Self, DeskError> {
        let tail = Tail::open(desk.store().clone()).await?;
        let health = Arc::new(WorkerHealth::new());
        Ok(Self {
            tail,
            inbound_request_bell: Arc::new(Notify::new()),
            parser: Arc::new(Parser { desk: desk.clone(), worker_id: worker_id.clone() }),
            deliverer: Arc::new(Deliverer { desk: desk.clone(), worker_id: worker_id.clone() }),
            eraser: Arc::new(Eraser::new(desk.clone())),
            fetcher: Arc::new(Fetcher { desk: desk.clone() }),
            names: Arc::new(NameOrderer { desk: desk.clone() }),
            notifier: Arc::new(Notifier { desk: desk.clone() }),
            pusher: Arc::new(Pusher { desk: desk.clone(), port: push }),
            poller: Arc::new(Poller::new(desk.clone(), worker_id, Arc::clone(&health))),
            health,
            store_bell: desk.store().bell(),
            clock_watch: Arc::new(ClockWatch { desk: desk.clone() }),
            timers: Arc::new(Timers::new(desk.clone())),
            visits: Arc::new(VisitKeeper { desk: desk.clone() }),
            ruler: Arc::new(Ruler::new(desk.clone())),
            presence: Arc::new(PresenceKeeper {
                desk: desk.clone(),
                watch: PresenceWatch::default(),
            }),
            archiver: Arc::new(Archiver { desk: desk.clone() }),
            broadcaster: Arc::new(Broadcaster::new(desk.clone())),
            chat_deletion: Arc::new(ChatDeletion { desk: desk.clone() }),
            label_merger: Arc::new(LabelMerger { desk: desk.clone() }),
            retention: Arc::new(Retention { desk }),
        })
    }

    /// The tail that feeds all live readers.
    pub fn tail(&self) -> &Arc<Tail> {
        &self.tail
    }

    /// How the workers fare.
    pub fn health(&self) -> &WorkerHealth {
        &self.health
    }

    /// Wakes the parser: an inbound request was stored.
    pub fn ring_inbound_requests(&self) {
        self.inbound_request_bell.notify_one();
    }

    /// Runs all workers until `stop`; `tasks` is empty when the last round has ended.
    pub fn spawn(&self, tasks: &TaskTracker, stop: &CancellationToken) {
        let health = || Arc::clone(&self.health);
        self.tail.spawn(health(), tasks, stop.clone());
        let outbox_bell = Arc::new(Notify::new());
        let media_bell = Arc::new(Notify::new());
        let log_bell = Arc::new(Notify::new());
        let rule_bell = Arc::new(Notify::new());
        let no_bell = Arc::new(Notify::new());
        let run = |worker: Arc<dyn Worker>, bell: &Arc<Notify>| {
            worker::spawn(worker, Arc::clone(bell), health(), tasks, stop.clone());
        };
        run(self.parser.clone(), &self.inbound_request_bell);
        run(self.deliverer.clone(), &outbox_bell);
        run(self.fetcher.clone(), &media_bell);
        run(self.names.clone(), &no_bell);
        run(self.notifier.clone(), &log_bell);
        run(self.ruler.clone(), &rule_bell);
        run(self.pusher.clone(), &no_bell);
        run(self.retention.clone(), &no_bell);
        run(self.archiver.clone(), &no_bell);
        run(self.broadcaster.clone(), &no_bell);
        run(self.chat_deletion.clone(), &no_bell);
        run(self.label_merger.clone(), &no_bell);
        run(self.eraser.clone(), &no_bell);
        run(Arc::new(Nightly { desk: self.retention.desk.clone() }), &no_bell);
        run(self.clock_watch.clone(), &no_bell);
        run(self.timers.clone(), self.retention.desk.timer_bell());
        run(self.presence.clone(), &no_bell);
        run(self.visits.clone(), &no_bell);
        self.poller.clone().spawn(tasks, stop.clone());
        typing_relay::spawn(self.retention.desk.clone(), tasks, stop.clone());
        file_gc::spawn(self.retention.desk.clone(), health(), tasks, stop.clone());
        let (mut bell, stop) = (self.store_bell.clone(), stop.clone());
        let desk = self.retention.desk.clone();
        tasks.spawn(async move {
            while !stop.is_cancelled() {
                tokio::select! {
                    () = stop.cancelled() => {}
                    rung = bell.changed() => {
                        if rung.is_err() {
                            return;
                        }
                        log_bell.notify_one();
                        rule_bell.notify_one();
                        let (has_deliveries, has_files) = due(&desk).await;
                        if has_deliveries {
                            outbox_bell.notify_one();
                        }
                        if has_files {
                            media_bell.notify_one();
                        }
                    }
                }
            }
        });
    }
}

/// Whether deliveries and files are due. Most bells ring for neither: one look for both wakes nobody then.
async fn due(desk: &Desk) -> (bool, bool) {
    let looked = desk.store().read(|connection| {
        let delivery_at = delivery::next_attempt_at(connection)?;
        Ok::<_, StoreError>((delivery_at, attachment::next_fetch_at(connection)?))
    });
    let looked = looked.await;
    let now = desk.now();
    let is_due = |at: Option<Timestamp>| at.is_some_and(|at| at <= now);
    match looked {
        Ok((delivery_at, fetch_at)) => (is_due(delivery_at), is_due(fetch_at)),
        // Each looks by itself, and tells what is wrong.
        Err(_) => (true, true),
    }
}
