//! What waits to be written to one socket, and the operations that may write to it.
//!
//! Both stand under one lock: once a client has completed an operation, nothing of it can be queued
//! any more, and what was queued is gone. An operation that finds the queue full waits, and so does
//! the source that it reads from; a stopped reader therefore holds one queue of memory and no more.

use axum::extract::ws::{Message, Utf8Bytes};
use parking_lot::Mutex;
use tokio::{sync::Notify, task::AbortHandle};

use super::{
    close::Close,
    queue::{self, Operation, Queue, Serial},
};
use crate::limits::{Limits, QUEUE_KEEPS_MESSAGES};

/// The socket, or the operation, is over: stop.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Gone;

/// Why an operation cannot begin.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum NotBegun {
    /// An operation with this id is active.
    Exists,
    /// As many operations as allowed are active.
    TooMany,
}

/// What the writer does next.
#[derive(Debug)]
pub(super) enum Outgoing {
    Message(Message),
    Close(Close),
}

#[derive(Debug)]
pub(super) struct Outbox {
    state: Mutex<Queue>,
    written: Notify,
    room: Notify,
    queue_messages: usize,
    queue_bytes: usize,
    queue_controls: usize,
}

impl Outbox {
    pub(super) fn new(limits: &Limits) -> Self {
        Self {
            state: Mutex::default(),
            written: Notify::new(),
            room: Notify::new(),
            queue_messages: limits.queue_messages,
            queue_bytes: limits.queue_bytes,
            queue_controls: limits.queue_controls,
        }
    }

    /// Queues an answer of the protocol itself, ahead of all results. Too many of them mean that the
    /// client talks without listening.
    pub(super) fn control(&self, message: Message) {
        let mut state = self.state.lock();
        let bytes = state.control_bytes() + queue::length(&message);
        if state.controls.len() < self.queue_controls && bytes <= self.queue_bytes {
            state.controls.push_back(message);
        } else {
            state.end(Close::slow());
        }
        drop(state);
        self.written.notify_one();
    }

    /// Reserves the id for a new operation, of which so many may be active.
    pub(super) fn begin(&self, id: &str, most: usize) -> Result<Serial, NotBegun> {
        let mut state = self.state.lock();
        if state.operations.contains_key(id) {
            return Err(NotBegun::Exists);
        }
        if state.operations.len() >= most {
            return Err(NotBegun::TooMany);
        }
        state.last_serial += 1;
        let serial = state.last_serial;
        let operation = Operation { serial, is_stream: false, task: None };
        state.operations.insert(id.to_owned(), operation);
        Ok(serial)
    }

    /// Tells how to stop the operation, unless it is over already.
    pub(super) fn runs_in(&self, id: &str, serial: Serial, task: AbortHandle) {
        if let Some(operation) = self.state.lock().live(id, serial) {
            operation.task = Some(task);
        }
    }

    /// Marks the operation as one without an end of its own. On a socket that closes it ends here.
    pub(super) fn is_stream(&self, id: &str, serial: Serial) -> Result<(), Gone> {
        let mut state = self.state.lock();
        let is_closing = state.close_when_idle.is_some();
        let Some(operation) = state.live(id, serial) else { return Err(Gone) };
        operation.is_stream = true;
        if !is_closing {
            return Ok(());
        }
        state.forget(id);
        drop(state);
        self.written.notify_one();
        Err(Gone)
    }

    /// Queues a result as soon as there is room.
    pub(super) async fn result(
        &self,
        id: &str,
        serial: Serial,
        text: Utf8Bytes,
    ) -> Result<(), Gone> {
        self.push(id, serial, text, false).await
    }

    /// Queues the last message of an operation as soon as there is room, and frees its id with it.
    /// Until then it counts as active, so that a client that asks and never reads runs out of room.
    pub(super) async fn finish(
        &self,
        id: &str,
        serial: Serial,
        text: Utf8Bytes,
    ) -> Result<(), Gone> {
        self.push(id, serial, text, true).await
    }

    async fn push(
        &self,
        id: &str,
        serial: Serial,
        text: Utf8Bytes,
        is_last: bool,
    ) -> Result<(), Gone> {
        loop {
            let room = self.room.notified();
            tokio::pin!(room);
            room.as_mut().enable();
            {
                let mut state = self.state.lock();
                if state.live(id, serial).is_none() {
                    return Err(Gone);
                }
                let bytes = state.result_bytes + text.len();
                let fits = state.results.len() < self.queue_messages && bytes <= self.queue_bytes;
                if fits || state.results.is_empty() {
                    state.result_bytes = bytes;
                    state.results.push_back((serial, text));
                    if is_last {
                        state.operations.remove(id);
                    }
                    self.written.notify_one();
                    return Ok(());
                }
            }
            room.await;
        }
    }

    /// The client wants no more of an operation. Unknown ids are none of our business.
    pub(super) fn complete(&self, id: &str) {
        let mut state = self.state.lock();
        state.forget(id);
        drop(state);
        self.room.notify_waiters();
        self.written.notify_one();
    }

    /// Ends all operations and closes the socket. The first reason stays.
    pub(super) fn close(&self, close: Close) {
        self.state.lock().end(close);
        self.room.notify_waiters();
        self.written.notify_one();
    }

    /// Ends subscriptions, and closes when queries and mutations have been answered.
    pub(super) fn close_when_idle(&self, close: Close) {
        let mut state = self.state.lock();
        let streams: Vec<String> = state
            .operations
            .iter()
            .filter(|(_, operation)| operation.is_stream)
            .map(|(id, _)| id.clone())
            .collect();
        for id in streams {
            state.forget(&id);
        }
        state.close_when_idle = Some(close);
        drop(state);
        self.room.notify_waiters();
        self.written.notify_one();
    }

    pub(super) fn is_closing(&self) -> bool {
        let state = self.state.lock();
        state.close.is_some() || state.close_when_idle.is_some()
    }

    /// True if results wait that the client does not take.
    pub(super) fn is_blocked(&self) -> bool {
        !self.state.lock().results.is_empty()
    }

    /// The next thing to write. For the writer only.
    pub(super) async fn next(&self) -> Outgoing {
        loop {
            if let Some(outgoing) = self.take() {
                return outgoing;
            }
            self.written.notified().await;
        }
    }

    fn take(&self) -> Option<Outgoing> {
        let mut state = self.state.lock();
        if let Some(close) = state.close.clone() {
            return Some(Outgoing::Close(close));
        }
        if let Some(message) = state.controls.pop_front() {
            return Some(Outgoing::Message(message));
        }
        if let Some((_, text)) = state.results.pop_front() {
            state.result_bytes -= text.len();
            if state.results.is_empty() {
                state.results.shrink_to(QUEUE_KEEPS_MESSAGES);
            }
            drop(state);
            self.room.notify_waiters();
            return Some(Outgoing::Message(Message::Text(text)));
        }
        let is_idle = state.operations.is_empty();
        state.close_when_idle.clone().filter(|_| is_idle).map(Outgoing::Close)
    }
}
