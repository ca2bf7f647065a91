//! Opens a channel's secrets for the plugin host, which alone may use them.

use crate::keys::Keys;
use async_trait::async_trait;
use std::sync::Arc;
use switchboard_model::ChannelId;
use switchboard_model::connector::{
    ConnectorError, ConnectorResult, ErrorClass, SecretBytes, SecretPort,
};
use switchboard_store::{Store, StoreError, channel_secret};

/// The secrets of all channels. Made before the desk, because the plugin host needs it.
#[derive(Clone)]
pub struct Secrets {
    store: Store,
    keys: Arc<Keys>,
}

impl Secrets {
    /// The secrets in a database, opened with the instance's keys.
    pub fn new(store: Store, keys: Arc<Keys>) -> Self {
        Self { store, keys }
    }
}

/// What a secret is sealed to, so that it opens nowhere else.
pub(crate) fn place(channel: ChannelId, name: &str) -> String {
    format!("{channel}/{name}")
}

#[async_trait]
impl SecretPort for Secrets {
    async fn secret(&self, channel: ChannelId, name: &str) -> ConnectorResult<Option<SecretBytes>> {
        let row_name = name.to_owned();
        let sealed: Result<_, StoreError> = self
            .store
            .read(move |connection| channel_secret::find(connection, channel, &row_name))
            .await;
        let sealed = sealed.map_err(|error| {
            ConnectorError::new(ErrorClass::Transient, "store.unavailable", error.to_string())
        })?;
        let Some(sealed) = sealed else { return Ok(None) };
        self.keys.unseal(&place(channel, name), &sealed).map(Some).map_err(|error| {
            ConnectorError::new(ErrorClass::Auth, "secret.sealed_elsewhere", error.to_string())
        })
    }
}
