//! All live sockets and event streams of the process: counted, bounded, and ended when it stops.

use std::{collections::HashMap, sync::Arc, time::Duration};

use parking_lot::Mutex;
use switchboard_meter::Pool;
use tokio::sync::watch;

use crate::{
    limits::{ConnectionLimits, RECONNECT_AFTER},
    refusal::Refusal,
    status::Reason,
};

/// Shared by all endpoints of a process.
#[derive(Debug)]
pub struct Registry {
    limits: ConnectionLimits,
    by_actor: Mutex<HashMap<Arc<str>, usize>>,
    live: watch::Sender<usize>,
    signed_in: Arc<Pool>,
    strangers: Arc<Pool>,
    stopping: watch::Sender<bool>,
}

impl Registry {
    /// An empty registry.
    pub fn new(limits: ConnectionLimits) -> Arc<Self> {
        Arc::new(Self {
            signed_in: Pool::new(limits.signed_in),
            strangers: Pool::new(limits.strangers),
            limits,
            by_actor: Mutex::default(),
            live: watch::Sender::new(0),
            stopping: watch::Sender::new(false),
        })
    }

    /// Sockets and event streams that are open now.
    pub fn live(&self) -> usize {
        *self.live.borrow()
    }

    /// Bytes of answers that are resolved or wait to be sent, by who is to get them.
    pub fn answer_bytes(&self) -> [(&'static str, usize); 2] {
        [("signed_in", self.signed_in.bytes()), ("stranger", self.strangers.bytes())]
    }

    /// What those who are signed in share, or all others.
    pub(crate) fn pool(&self, is_signed_in: bool) -> &Arc<Pool> {
        if is_signed_in { &self.signed_in } else { &self.strangers }
    }

    /// Lets no new connection in, asks the live ones to come back at a random later time, and waits
    /// until all are gone or `deadline` has passed. Gives the number of those that are left.
    pub async fn drain(&self, deadline: Duration) -> usize {
        self.stopping.send_replace(true);
        let mut live = self.live.subscribe();
        let all_gone = live.wait_for(|count| *count == 0);
        if tokio::time::timeout(deadline, all_gone).await.is_ok() { 0 } else { self.live() }
    }

    pub(crate) fn stop(&self) -> Stop {
        Stop(self.stopping.subscribe())
    }

    /// Counts a connection until its ticket is dropped.
    pub(crate) fn enter(self: &Arc<Self>) -> Result<Ticket, Refusal> {
        if *self.stopping.borrow() {
            return Err(Refusal::new(
                Reason::ShuttingDown,
                "This server is stopping. Connect again in a moment.",
            )
            .retry_after(RECONNECT_AFTER));
        }
        let is_counted = self.live.send_if_modified(|count| {
            let has_room = *count < self.limits.connections;
            *count += usize::from(has_room);
            has_room
        });
        if !is_counted {
            return Err(Refusal::new(
                Reason::TooManyConnections,
                "This server holds as many connections as it may. Try again in a moment.",
            )
            .retry_after(RECONNECT_AFTER));
        }
        Ok(Ticket { registry: Arc::clone(self), actor: None })
    }
}

/// Tells a connection that the process stops.
#[derive(Debug)]
pub(crate) struct Stop(watch::Receiver<bool>);

impl Stop {
    /// Resolves at once if the process is stopping already.
    pub(crate) async fn wait(&mut self) {
        if self.0.wait_for(|is_stopping| *is_stopping).await.is_err() {
            std::future::pending().await
        }
    }
}

/// The right to hold one connection open.
#[derive(Debug)]
pub(crate) struct Ticket {
    registry: Arc<Registry>,
    actor: Option<Arc<str>>,
}

impl Ticket {
    /// Counts the connection as one of `actor`.
    pub(crate) fn belongs_to(
        &mut self,
        actor: &Arc<str>,
        is_signed_in: bool,
    ) -> Result<(), Refusal> {
        let limits = &self.registry.limits;
        let most = if is_signed_in {
            limits.connections_per_actor
        } else {
            limits.connections_per_stranger
        };
        let mut actors = self.registry.by_actor.lock();
        let count = actors.entry(Arc::clone(actor)).or_default();
        if *count >= most {
            return Err(Refusal::new(
                Reason::TooManyConnections,
                format!(
                    "You hold {count} open connections, which is the most allowed. Close one first."
                ),
            )
            .retry_after(RECONNECT_AFTER));
        }
        *count += 1;
        drop(actors);
        self.actor = Some(Arc::clone(actor));
        Ok(())
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        if let Some(actor) = &self.actor {
            let mut actors = self.registry.by_actor.lock();
            if let Some(count) = actors.get_mut(actor) {
                *count -= 1;
                if *count == 0 {
                    actors.remove(actor);
                }
            }
        }
        self.registry.live.send_modify(|count| *count -= 1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn counts_bounds_and_drains() {
        let registry = Registry::new(ConnectionLimits {
            connections: 2,
            connections_per_actor: 1,
            ..ConnectionLimits::default()
        });
        let mut first = registry.enter().unwrap();
        let mut second = registry.enter().unwrap();
        assert_eq!(registry.enter().unwrap_err().reason, Reason::TooManyConnections);
        let ana: Arc<str> = "ana".into();
        first.belongs_to(&ana, true).unwrap();
        assert_eq!(second.belongs_to(&ana, true).unwrap_err().reason, Reason::TooManyConnections);
        drop(first);
        second.belongs_to(&ana, true).unwrap();
        assert_eq!(registry.drain(Duration::from_millis(1)).await, 1);
        assert_eq!(registry.enter().unwrap_err().reason, Reason::ShuttingDown);
        drop(second);
        assert_eq!(registry.drain(Duration::from_secs(5)).await, 0);
        assert!(registry.by_actor.lock().is_empty());
    }
}
