//! Which messages of a split send have arrived, for as long as it may be tried again.

use crate::{
    Host,
    limits::PROGRESS_TTL_MS,
    types::{Error, PlatformChat, PlatformMessage},
};
use serde_json::{Value, json};

/// The messages that are in the chat already.
pub(super) struct Progress {
    key: String,
    /// A message of one part needs no storage: it arrived or it did not.
    is_stored: bool,
    references: Vec<PlatformMessage>,
}

impl Progress {
    /// What is known: from the host, or from plugin storage when an earlier try stored more there.
    pub(super) fn load(
        host: &dyn Host,
        attempt_key: &str,
        done: Vec<PlatformMessage>,
        parts: usize,
    ) -> Result<Self, Error> {
        let key = format!("sent/{attempt_key}");
        let is_stored = parts > 1;
        let stored = if is_stored { host.get(&key)?.and_then(|bytes| read(&bytes)) } else { None };
        let references = stored.filter(|stored| stored.len() > done.len()).unwrap_or(done);
        Ok(Self { key, is_stored, references })
    }

    pub(super) fn count(&self) -> usize {
        self.references.len()
    }

    /// The chat that the last one arrived in, which a group's move may have changed.
    pub(super) fn chat(&self) -> Option<PlatformChat> {
        self.references.last().map(|reference| reference.chat.clone())
    }

    /// Adds what arrived, and stores it before anything else is sent.
    pub(super) fn add(
        &mut self,
        host: &dyn Host,
        arrived: Vec<PlatformMessage>,
    ) -> Result<(), Error> {
        self.references.extend(arrived);
        if !self.is_stored {
            return Ok(());
        }
        let list: Value = self
            .references
            .iter()
            .map(|message| json!([message.chat.id, message.chat.thread, message.id]))
            .collect();
        host.set(&self.key, list.to_string().as_bytes(), Some(PROGRESS_TTL_MS)).map_err(|error| {
            let message = format!("A part arrived but could not be noted: {}", error.message);
            Error::maybe_sent("sent.not_noted", message)
        })
    }

    /// All that have arrived. Several are numbered, so that their order is never lost.
    pub(super) fn into_references(self) -> Vec<PlatformMessage> {
        if self.references.len() == 1 {
            return self.references;
        }
        let numbered = self.references.into_iter().enumerate();
        numbered
            .map(|(index, message)| PlatformMessage {
                part: Some(format!("{index:02}")),
                ..message
            })
            .collect()
    }
}

fn read(bytes: &[u8]) -> Option<Vec<PlatformMessage>> {
    let list: Vec<(String, Option<String>, String)> = serde_json::from_slice(bytes).ok()?;
    let message =
        |(id, thread, message)| PlatformMessage::new(&PlatformChat { id, thread }, message);
    Some(list.into_iter().map(message).collect())
}
