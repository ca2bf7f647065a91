//! Plugin storage over the table of plugin values. Bounded per value and channel.

use crate::{
    Desk,
    limits::{PLUGIN_STORAGE_MAX_BYTES, PLUGIN_STORAGE_MAX_VALUES},
};
use async_trait::async_trait;
use switchboard_model::connector::{ConnectorError, ConnectorResult, ErrorClass, KeyValuePort};
use switchboard_model::limits::{PLUGIN_KEY_MAX_BYTES, PLUGIN_VALUE_MAX_BYTES};
use switchboard_model::{ChannelId, Timestamp};
use switchboard_store::{Lane, Store, StoreError, Transaction, plugin_value};

/// The storage of all plugins. Cheap to clone.
#[derive(Clone)]
pub struct KeyValues {
    store: Store,
}

impl KeyValues {
    /// The storage in a desk's database.
    pub fn new(desk: &Desk) -> Self {
        Self::over(desk.store().clone())
    }

    /// The storage in a database. The plugin host is made before the desk, with this.
    pub fn over(store: Store) -> Self {
        Self { store }
    }
}

enum KvError {
    Refused(ConnectorError),
    Store(StoreError),
}

impl From<StoreError> for KvError {
    fn from(error: StoreError) -> Self {
        Self::Store(error)
    }
}

impl From<KvError> for ConnectorError {
    fn from(error: KvError) -> Self {
        match error {
            KvError::Refused(error) => error,
            KvError::Store(error) => from_store(&error),
        }
    }
}

fn from_store(error: &StoreError) -> ConnectorError {
    ConnectorError::new(ErrorClass::Transient, "store.unavailable", error.to_string())
}

fn refuse(code: &str, message: String) -> KvError {
    KvError::Refused(ConnectorError::new(ErrorClass::Denied, code, message))
}

fn check_key(key: &str) -> Result<(), KvError> {
    if key.is_empty() || key.len() > PLUGIN_KEY_MAX_BYTES {
        let message =
            format!("a key has 1 to {PLUGIN_KEY_MAX_BYTES} bytes, this one has {}", key.len());
        return Err(refuse("kv.key", message));
    }
    if key.contains('\0') {
        return Err(refuse("kv.key", "a key must not contain NUL".into()));
    }
    Ok(())
}

fn check_value(value: &[u8]) -> Result<(), KvError> {
    if value.len() > PLUGIN_VALUE_MAX_BYTES {
        let message = format!(
            "a value has at most {PLUGIN_VALUE_MAX_BYTES} bytes, this one has {}",
            value.len()
        );
        return Err(refuse("kv.value_too_large", message));
    }
    Ok(())
}

fn put(
    transaction: &mut Transaction<'_>,
    channel: ChannelId,
    key: &str,
    value: &[u8],
    expires_at: Option<Timestamp>,
) -> Result<(), KvError> {
    let now = transaction.now();
    plugin_value::prune(transaction, channel, now)?;
    let (count, bytes) = plugin_value::usage(transaction, channel, key)?;
    let added = i64::try_from(key.len() + value.len()).unwrap_or(i64::MAX);
    if count >= PLUGIN_STORAGE_MAX_VALUES || bytes.saturating_add(added) > PLUGIN_STORAGE_MAX_BYTES
    {
        let message = format!(
            "the channel's plugin storage is full ({PLUGIN_STORAGE_MAX_VALUES} values, \
             {PLUGIN_STORAGE_MAX_BYTES} bytes): let values expire or remove some"
        );
        return Err(refuse("kv.full", message));
    }
    plugin_value::upsert(transaction, channel, key, value, expires_at)?;
    Ok(())
}

fn lane(channel: ChannelId) -> Lane {
    Lane::Key(channel.0.cast_unsigned())
}

#[async_trait]
impl KeyValuePort for KeyValues {
    async fn get(&self, channel: ChannelId, key: &str) -> ConnectorResult<Option<Vec<u8>>> {
        check_key(key)?;
        let (key, now) = (key.to_owned(), self.store.clock().now());
        let value: Result<_, StoreError> = self
            .store
            .read(move |connection| plugin_value::find(connection, channel, &key, now))
            .await;
        value.map_err(|error| from_store(&error))
    }

    async fn set(
        &self,
        channel: ChannelId,
        key: &str,
        value: Vec<u8>,
        ttl_ms: Option<u64>,
    ) -> ConnectorResult<()> {
        check_key(key)?;
        check_value(&value)?;
        let key = key.to_owned();
        self.store
            .write(lane(channel), move |transaction| -> Result<(), KvError> {
                let ttl_ms = ttl_ms.map(|ttl_ms| i64::try_from(ttl_ms).unwrap_or(i64::MAX));
                let expires_at = ttl_ms.map(|ttl_ms| transaction.now().plus_ms(ttl_ms));
                put(transaction, channel, &key, &value, expires_at)
            })
            .await?;
        Ok(())
    }

    async fn compare_and_set(
        &self,
        channel: ChannelId,
        key: &str,
        expected: Option<Vec<u8>>,
        value: Option<Vec<u8>>,
    ) -> ConnectorResult<bool> {
        check_key(key)?;
        if let Some(value) = &value {
            check_value(value)?;
        }
        let key = key.to_owned();
        let is_set = self
            .store
            .write(lane(channel), move |transaction| -> Result<bool, KvError> {
                let now = transaction.now();
                // The row of the channel is the lock: two processes that compare at once take turns.
                switchboard_store::channel::lock(transaction, channel)?;
                if plugin_value::find(transaction, channel, &key, now)? != expected {
                    return Ok(false);
                }
                match &value {
                    Some(value) => put(transaction, channel, &key, value, None)?,
                    None => plugin_value::delete(transaction, channel, &key)?,
                }
                Ok(true)
            })
            .await?;
        Ok(is_set)
    }
}
