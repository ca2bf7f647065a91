//! Plugin storage, in memory.

use super::Interrupt;
use async_trait::async_trait;
use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use switchboard_model::{
    ChannelId,
    connector::{ConnectorResult, KeyValuePort},
};

type Values = BTreeMap<(i64, String), Vec<u8>>;

/// Values by channel and key. Nothing runs out: the clock of a case stands still.
#[derive(Debug)]
pub(crate) struct Storage {
    values: Mutex<Values>,
    interrupt: Arc<Interrupt>,
}

impl Storage {
    pub(crate) fn new(interrupt: Arc<Interrupt>) -> Self {
        Self { values: Mutex::default(), interrupt }
    }

    fn values(&self) -> MutexGuard<'_, Values> {
        self.values.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[async_trait]
impl KeyValuePort for Storage {
    async fn get(&self, channel: ChannelId, key: &str) -> ConnectorResult<Option<Vec<u8>>> {
        self.interrupt.pass().await;
        Ok(self.values().get(&(channel.0, key.to_owned())).cloned())
    }

    async fn set(
        &self,
        channel: ChannelId,
        key: &str,
        value: Vec<u8>,
        _ttl_ms: Option<u64>,
    ) -> ConnectorResult<()> {
        self.values().insert((channel.0, key.to_owned()), value);
        self.interrupt.pass().await;
        Ok(())
    }

    async fn compare_and_set(
        &self,
        channel: ChannelId,
        key: &str,
        expected: Option<Vec<u8>>,
        value: Option<Vec<u8>>,
    ) -> ConnectorResult<bool> {
        self.interrupt.pass().await;
        let key = (channel.0, key.to_owned());
        let mut values = self.values();
        if values.get(&key) != expected.as_ref() {
            return Ok(false);
        }
        match value {
            Some(value) => values.insert(key, value),
            None => values.remove(&key),
        };
        Ok(true)
    }
}
