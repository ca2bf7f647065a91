//! One socket from its handshake to its end: reads messages in order and starts what they ask for.

use std::{pin::pin, sync::Arc};

use axum::extract::ws::{Message, WebSocket};
use bytes::Bytes;
use futures::{
    FutureExt, StreamExt,
    future::{BoxFuture, Either, select},
    stream::SplitStream,
};
use http::request::Parts;
use serde_json::Value;
use tokio::time::{Instant, sleep_until};

use super::{
    close::Close,
    farewell, initiation,
    message::{self, ClientMessage},
    operation::Operation,
    outbox::{NotBegun, Outbox},
    writer,
};
use crate::{
    authenticator::{Session, SessionEnd},
    execute::Actor,
    refusal::Refusal,
    registry::Ticket,
    request_id::RequestId,
    shared::Shared,
};

/// How far the client has come.
enum Stage {
    /// Nothing was said yet.
    Waiting,
    /// `connection_init` came and is being looked at.
    Checking(BoxFuture<'static, Result<Session, Refusal>>),
    /// `connection_ack` was sent.
    Open(Actor),
}

pub(super) struct Connection {
    shared: Arc<Shared>,
    id: RequestId,
    outbox: Arc<Outbox>,
    stage: Stage,
    /// The upgrade request; dropped when it was looked at, since sockets live long.
    parts: Option<Box<Parts>>,
    session_ends: BoxFuture<'static, SessionEnd>,
    ticket: Ticket,
}

impl Connection {
    pub(super) fn new(shared: Arc<Shared>, id: RequestId, parts: Parts, ticket: Ticket) -> Self {
        let outbox = Arc::new(Outbox::new(&shared.limits));
        Self {
            shared,
            id,
            outbox,
            stage: Stage::Waiting,
            parts: Some(Box::new(parts)),
            session_ends: std::future::pending().boxed(),
            ticket,
        }
    }

    /// Serves the socket until its end.
    pub(super) async fn run(mut self, socket: WebSocket) {
        let (mut sink, mut stream) = socket.split();
        let shared = Arc::clone(&self.shared);
        let outbox = Arc::clone(&self.outbox);
        let sent = {
            let write = pin!(writer::write(&mut sink, &outbox, &shared.limits));
            let read = pin!(self.read(&mut stream));
            match select(write, read).await {
                Either::Left((sent, _)) => sent,
                Either::Right((Some(close), write)) => {
                    outbox.close(close);
                    write.await
                }
                Either::Right((None, _)) => None,
            }
        };
        // Also when the client is simply gone: nothing of it may go on.
        self.outbox.close(Close::silent());
        if let Some(close) = sent {
            shared.metrics.closed(close.code);
            tracing::debug!(request_id = %self.id, code = close.code, "socket closed");
            farewell::read_out(stream, &shared).await;
        }
    }

    /// Handles what comes in, until the socket must be closed (`Some`) or is gone (`None`).
    async fn read(&mut self, stream: &mut SplitStream<WebSocket>) -> Option<Close> {
        let shared = Arc::clone(&self.shared);
        let limits = &shared.limits;
        let opened_at = Instant::now();
        let mut heard_at = opened_at;
        let mut wake_at = opened_at + limits.connection_init_wait;
        let mut stop = shared.registry.stop();
        // Set when nothing may begin any more: with what the socket closes once it has answered.
        let mut ending: Option<Close> = None;
        loop {
            tokio::select! {
                frame = stream.next() => {
                    heard_at = Instant::now();
                    let frame = match frame? {
                        Ok(frame) => frame,
                        Err(error) => return farewell::broken(&error, limits.message_bytes),
                    };
                    if let Err(close) = self.hear(frame) {
                        return Some(close);
                    }
                }
                session = checked(&mut self.stage) => {
                    let opened = match session {
                        Ok(session) => self.open(session),
                        Err(refusal) => Err(self.reject(&refusal)),
                    };
                    if let Err(close) = opened {
                        return Some(close);
                    }
                    if ending.is_none() {
                        wake_at = Instant::now() + limits.ping_every;
                    }
                }
                end = &mut self.session_ends, if ending.is_none() => {
                    // Feeds end at once. The call that ended the session, which this very socket may have
                    // carried, is answered.
                    let close = Close::session_end(end);
                    self.outbox.close_when_idle(close.clone());
                    ending = Some(close);
                    wake_at = Instant::now() + limits.drain_wait;
                }
                () = stop.wait(), if ending.is_none() => {
                    let close = Close::going_away(limits.reconnect_spread);
                    self.outbox.close_when_idle(close.clone());
                    ending = Some(close);
                    wake_at = Instant::now() + limits.drain_wait;
                }
                () = sleep_until(wake_at) => {
                    if let Some(close) = ending.take() {
                        return Some(close);
                    }
                    match self.stage {
                        Stage::Waiting => return Some(Close::init_timeout()),
                        Stage::Checking(_) => wake_at = Instant::now() + limits.ping_every,
                        Stage::Open(_) => {
                            if heard_at.elapsed() >= limits.silence {
                                let is_slow = self.outbox.is_blocked();
                                return Some(if is_slow { Close::slow() } else { Close::silent() });
                            }
                            self.outbox.control(Message::Ping(Bytes::new()));
                            wake_at = Instant::now() + limits.ping_every;
                        }
                    }
                }
            }
        }
    }

    fn hear(&mut self, frame: Message) -> Result<(), Close> {
        let text = match frame {
            Message::Text(text) => text,
            Message::Binary(_) => return Err(Close::invalid("binary frames are not used here")),
            Message::Ping(_) | Message::Pong(_) | Message::Close(_) => return Ok(()),
        };
        let limit = self.shared.limits.operation_id_bytes;
        match message::read(&text, limit).map_err(|what| Close::invalid(&what))? {
            ClientMessage::Init(payload) => self.check(payload),
            ClientMessage::Ping(payload) => {
                self.outbox.control(Message::Text(message::pong(payload).into()));
                Ok(())
            }
            ClientMessage::Pong => Ok(()),
            ClientMessage::Subscribe { id, payload } => self.begin(id, payload),
            ClientMessage::Complete { id } => {
                self.outbox.complete(&id);
                Ok(())
            }
        }
    }

    /// Starts to look at `connection_init`, without keeping other messages waiting.
    fn check(&mut self, payload: Option<Value>) -> Result<(), Close> {
        let Some(parts) = self.parts.take() else { return Err(Close::second_init()) };
        let shared = Arc::clone(&self.shared);
        self.stage = Stage::Checking(Box::pin(async move {
            initiation::check(&shared, &parts, payload.as_ref()).await
        }));
        Ok(())
    }

    fn open(&mut self, mut session: Session) -> Result<(), Close> {
        self.ticket
            .belongs_to(&session.actor_key, session.is_signed_in)
            .map_err(|refusal| self.reject(&refusal))?;
        if let Some(ends) = session.ends.take() {
            self.session_ends = ends;
        }
        let actor = Actor::of(&mut session).on_socket(self.shared.limits.queue_bytes);
        self.stage = Stage::Open(actor);
        self.outbox.control(Message::Text(message::ACK.into()));
        Ok(())
    }

    fn reject(&self, refusal: &Refusal) -> Close {
        self.shared.metrics.refused(refusal.reason);
        Close::rejected(refusal)
    }

    fn begin(&mut self, id: String, payload: Value) -> Result<(), Close> {
        let Stage::Open(actor) = &self.stage else { return Err(Close::unauthorized()) };
        if self.outbox.is_closing() {
            return Ok(());
        }
        let limits = &self.shared.limits;
        let most = if actor.is_signed_in {
            limits.operations_per_socket
        } else {
            limits.strangers.operations_per_socket
        };
        let serial = match self.outbox.begin(&id, most) {
            Ok(serial) => serial,
            Err(NotBegun::Exists) => return Err(Close::duplicate(&id)),
            Err(NotBegun::TooMany) => {
                self.too_many(&id, most);
                return Ok(());
            }
        };
        let operation = Operation {
            shared: Arc::clone(&self.shared),
            outbox: Arc::clone(&self.outbox),
            actor: actor.clone(),
            id: id.clone(),
            serial,
            request_id: RequestId::random(),
        };
        let task = tokio::spawn(operation.run(payload));
        self.outbox.runs_in(&id, serial, task.abort_handle());
        Ok(())
    }

    fn too_many(&self, id: &str, most: usize) {
        let refusal = Refusal::limit(format!(
            "{most} operations are active on this socket, which is the most allowed. Complete one first."
        ));
        self.shared.metrics.refused(refusal.reason);
        if let Ok(errors) = serde_json::to_vec(&[refusal.to_error()]) {
            self.outbox.control(Message::Text(message::error(id, &errors).into()));
        }
    }
}

/// Resolves when `connection_init` has been looked at.
async fn checked(stage: &mut Stage) -> Result<Session, Refusal> {
    match stage {
        Stage::Checking(checking) => checking.await,
        Stage::Waiting | Stage::Open(_) => std::future::pending().await,
    }
}
