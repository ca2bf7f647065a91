//! The state behind an outbox: messages that wait, and the operations that are active.

use std::collections::{HashMap, VecDeque};

use axum::extract::ws::{Message, Utf8Bytes};
use tokio::task::AbortHandle;

use super::close::Close;

/// Tells one operation from a later one that has the same id.
pub(super) type Serial = u64;

#[derive(Debug, Default)]
pub(super) struct Queue {
    pub(super) controls: VecDeque<Message>,
    pub(super) results: VecDeque<(Serial, Utf8Bytes)>,
    pub(super) result_bytes: usize,
    pub(super) operations: HashMap<String, Operation>,
    pub(super) last_serial: Serial,
    pub(super) close: Option<Close>,
    pub(super) close_when_idle: Option<Close>,
}

#[derive(Debug)]
pub(super) struct Operation {
    pub(super) serial: Serial,
    /// It has no end of its own.
    pub(super) is_stream: bool,
    pub(super) task: Option<AbortHandle>,
}

impl Queue {
    /// The operation, unless it is over.
    pub(super) fn live(&mut self, id: &str, serial: Serial) -> Option<&mut Operation> {
        self.operations.get_mut(id).filter(|operation| operation.serial == serial)
    }

    /// Summed up again each time: there are few, and a client's pings decide how long each is.
    pub(super) fn control_bytes(&self) -> usize {
        self.controls.iter().map(length).sum()
    }

    /// Stops an operation and takes back what it queued.
    pub(super) fn forget(&mut self, id: &str) {
        let Some(operation) = self.operations.remove(id) else { return };
        if let Some(task) = &operation.task {
            task.abort();
        }
        self.results.retain(|(serial, _)| *serial != operation.serial);
        self.result_bytes = self.results.iter().map(|(_, text)| text.len()).sum();
    }

    /// Stops everything. The first reason to close stays.
    pub(super) fn end(&mut self, close: Close) {
        for (_, operation) in self.operations.drain() {
            if let Some(task) = operation.task {
                task.abort();
            }
        }
        self.controls = VecDeque::new();
        self.results = VecDeque::new();
        self.result_bytes = 0;
        self.close.get_or_insert(close);
    }
}

/// Bytes of a message's content.
pub(super) fn length(message: &Message) -> usize {
    match message {
        Message::Text(text) => text.len(),
        Message::Binary(bytes) | Message::Ping(bytes) | Message::Pong(bytes) => bytes.len(),
        Message::Close(_) => 0,
    }
}
