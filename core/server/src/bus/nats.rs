//! Signals over NATS, which keeps nothing: previews cross too, and pages of who has not agreed to be recorded. All nodes of one database share a subject.

use super::BusCounts;
use crate::{config::NatsUrl, limits};
use async_nats::{Client, ConnectError, ConnectOptions, connection::State};
use bytes::Bytes;
use futures::StreamExt;
use parking_lot::Mutex;
use std::sync::Arc;
use switchboard_desk::{Desk, signals::Bus};
use switchboard_store::Store;
use tokio::{
    sync::{OnceCell, mpsc},
    time::{sleep, timeout},
};
use tokio_util::sync::CancellationToken;

pub(super) struct NatsBus {
    url: NatsUrl,
    subject: String,
    counts: BusCounts,
    client: OnceCell<Client>,
    waiting: mpsc::Sender<String>,
    /// Taken by whoever runs this.
    to_tell: Mutex<Option<mpsc::Receiver<String>>>,
}

impl Bus for NatsBus {
    fn pass(&self, notice: String) {
        let state = self.client.get().map(Client::connection_state);
        let is_connected = state == Some(State::Connected);
        self.counts.passed(is_connected && self.waiting.try_send(notice).is_ok());
    }

    fn pass_unstored(&self, notice: String) {
        self.pass(notice);
    }
}

impl NatsBus {
    pub(super) fn new(url: &NatsUrl, store: &Store, counts: BusCounts) -> Self {
        let (waiting, to_tell) = mpsc::channel(limits::BUS_QUEUE);
        Self {
            url: url.clone(),
            // Installations that share a server do not hear each other.
            subject: format!("switchboard.{:08x}.signals", store.epoch()),
            counts,
            client: OnceCell::new(),
            waiting,
            to_tell: Mutex::new(Some(to_tell)),
        }
    }

    /// The connection, which is made in the background, and again whenever it is lost.
    async fn client(&self) -> Result<&Client, ConnectError> {
        let connect = || {
            ConnectOptions::new()
                .name("switchboard")
                .no_echo()
                .retry_on_initial_connect()
                .ping_interval(limits::BUS_PING)
                .client_capacity(limits::BUS_QUEUE)
                .subscription_capacity(limits::BUS_QUEUE)
                .connect(self.url.servers())
        };
        self.client.get_or_try_init(connect).await
    }

    /// Why nothing can be told now.
    pub(super) async fn problem(&self) -> Option<String> {
        let remedy = "see that the NATS server runs and that bus.nats_url names it, with what it asks for; \
             until then operators on other servers do not see who types";
        let client = match self.client().await {
            Ok(client) => client,
            Err(error) => return Some(format!("{error}: {remedy}")),
        };
        let connected = async {
            while client.connection_state() != State::Connected {
                sleep(limits::BUS_LOOK).await;
            }
        };
        let is_connected = timeout(limits::BUS_WAIT, connected).await.is_ok();
        (!is_connected).then(|| format!("no connection: {remedy}"))
    }

    /// Tells and hears until `stop`.
    pub(super) async fn run(self: Arc<Self>, desk: Desk, stop: CancellationToken) {
        let Some(mut to_tell) = self.to_tell.lock().take() else { return };
        let client = match self.client().await {
            Ok(client) => client,
            Err(error) => {
                tracing::error!(%error, "NATS cannot be used: signals do not reach other nodes");
                return;
            }
        };
        let mut heard = match client.subscribe(self.subject.clone()).await {
            Ok(heard) => heard,
            Err(error) => {
                tracing::error!(%error, "NATS cannot be used: signals are not heard");
                return;
            }
        };
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                notice = to_tell.recv() => {
                    let Some(notice) = notice else { return };
                    let told = client.publish(self.subject.clone(), Bytes::from(notice)).await;
                    if let Err(error) = told {
                        tracing::debug!(%error, "a signal was not told to other nodes");
                    }
                }
                message = heard.next() => {
                    let Some(message) = message else { return };
                    let notice = std::str::from_utf8(&message.payload).unwrap_or_default();
                    self.counts.hear(&desk, notice);
                }
            }
        }
    }
}
