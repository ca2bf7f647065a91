//! Joins the tail of the log to those who watch it live.

use super::App;
use std::sync::Arc;
use switchboard_desk::session;
use switchboard_flow::Tail;
use switchboard_graphql::LiveLog;
use switchboard_model::event::Event;
use tokio::sync::broadcast::{self, error::RecvError};
use tokio_util::{sync::CancellationToken, task::TaskTracker};

/// The tail as the schema knows it.
pub struct TailFeed(pub Arc<Tail>);

impl LiveLog for TailFeed {
    fn subscribe(&self) -> broadcast::Receiver<Arc<Vec<Event>>> {
        self.0.subscribe()
    }
}

/// Tells the sessions of every event: changed permissions are seen at once, in all processes.
pub fn observe(app: &App, tasks: &TaskTracker, stop: CancellationToken) {
    let desk = app.desk.clone();
    let mut batches = app.flow.tail().subscribe();
    tasks.spawn(async move {
        loop {
            let batch = tokio::select! {
                () = stop.cancelled() => return,
                batch = batches.recv() => batch,
            };
            match batch {
                Ok(batch) => batch.iter().for_each(|event| session::observe(&desk, event)),
                // Sessions look again by themselves: a missed event costs them a second.
                Err(RecvError::Lagged(_)) => {}
                Err(RecvError::Closed) => return,
            }
        }
    });
}
