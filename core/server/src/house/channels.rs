//! Channels by the key of their hook, remembered for a moment: a webhook costs no query for its
//! channel, and a change in any process is seen within a second.

use super::House;
use crate::limits;
use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};
use switchboard_desk::DeskError;
use switchboard_model::{Timestamp, channel::Channel};
use switchboard_store::channel;

/// Channels by key.
#[derive(Default)]
pub struct ChannelCache {
    known: Mutex<HashMap<String, (Timestamp, Option<Channel>)>>,
}

impl House {
    /// The channel with this key.
    pub async fn channel_by_key(&self, key: &str) -> Result<Option<Channel>, DeskError> {
        let now = self.clock.now();
        if let Some(found) = self.channels.find(key, now) {
            return Ok(found);
        }
        let wanted = key.to_owned();
        let found = self
            .desk
            .store()
            .read(move |connection| channel::find_by_key(connection, &wanted))
            .await?;
        self.channels.keep(key, found.clone(), now);
        Ok(found)
    }
}

impl ChannelCache {
    fn find(&self, key: &str, now: Timestamp) -> Option<Option<Channel>> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, channel) = known.get(key)?;
        (now.since_ms(*at) < limits::CHANNEL_KEPT_MS).then(|| channel.clone())
    }

    fn keep(&self, key: &str, channel: Option<Channel>, now: Timestamp) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= limits::CHANNEL_KEYS {
            known.retain(|_, (at, _)| now.since_ms(*at) < limits::CHANNEL_KEPT_MS);
        }
        if known.len() < limits::CHANNEL_KEYS {
            known.insert(key.to_owned(), (now, channel));
        }
    }
}
