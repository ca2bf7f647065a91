//! Remembers which parts of a message have arrived, for as long as it may be tried again.

use crate::limits::PROGRESS_TTL_MS;
use switchboard_plugin::{
    Host,
    serde_json::{self, Value, json},
    types::{Error, PlatformChat, PlatformMessage},
};

/// The messages that stand in the chat already.
pub struct Progress {
    key: String,
    /// A message of one part needs no memory: it arrived or it did not.
    is_kept: bool,
    references: Vec<PlatformMessage>,
}

impl Progress {
    /// What is known: from the host, or from the memory of an earlier try when that has more.
    pub fn load(
        host: &dyn Host,
        attempt_key: &str,
        done: Vec<PlatformMessage>,
        parts: usize,
    ) -> Result<Self, Error> {
        let key = format!("sent/{attempt_key}");
        let is_kept = parts > 1;
        let kept = if is_kept { host.get(&key)?.and_then(|bytes| read(&bytes)) } else { None };
        let references = kept.filter(|kept| kept.len() > done.len()).unwrap_or(done);
        Ok(Self { key, is_kept, references })
    }

    /// How many messages have arrived.
    pub fn count(&self) -> usize {
        self.references.len()
    }

    /// The chat that the last one arrived in, which a group's move may have changed.
    pub fn chat(&self) -> Option<PlatformChat> {
        self.references.last().map(|reference| reference.chat.clone())
    }

    /// Adds what arrived, and writes it down before anything else is sent.
    pub fn add(&mut self, host: &dyn Host, arrived: Vec<PlatformMessage>) -> Result<(), Error> {
        self.references.extend(arrived);
        if !self.is_kept {
            return Ok(());
        }
        let list: Value = self
            .references
            .iter()
            .map(|message| json!([message.chat.id, message.chat.thread, message.id]))
            .collect();
        host.set(&self.key, list.to_string().as_bytes(), Some(PROGRESS_TTL_MS)).map_err(|error| {
            let message = format!("A part arrived but could not be noted: {}", error.message);
            Error::maybe_sent("telegram.progress", message)
        })
    }

    /// All that have arrived. Several are numbered, so that their order is never lost.
    pub fn into_references(self) -> Vec<PlatformMessage> {
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
    let message = |(chat, thread, id)| PlatformMessage {
        chat: PlatformChat { id: chat, thread },
        id,
        part: None,
    };
    Some(list.into_iter().map(message).collect())
}
