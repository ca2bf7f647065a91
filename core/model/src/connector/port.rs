//! The traits between the core and the plugin host, both ways.

use super::{
    Attempt, Capabilities, ConnectorResult, InboundItem, Outbound, PlatformIdentity,
    PlatformMessage, PollPage, RawRequest, SecretBytes, Sent, Verdict,
};
use crate::ChannelId;
use async_trait::async_trait;
use std::{pin::Pin, sync::Arc};

/// The account behind a channel's credentials.
#[derive(Clone, Debug, PartialEq)]
pub struct Connected {
    /// The platform's id of the account: two channels with the same one are refused.
    pub unique_id: String,
    /// A title to propose as the channel's name.
    pub title: String,
    /// What the platform tells of the account, as a JSON object.
    pub extra: serde_json::Value,
}

/// A file that the host holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blob {
    /// The key in the blob store.
    pub id: String,
    /// The media type that the platform told; the real one is sniffed by the core.
    pub mime: Option<String>,
    /// The file name that the platform told.
    pub name: Option<String>,
    /// Its size in bytes.
    pub size_bytes: u64,
}

/// The code that speaks one platform, bound to one channel's settings and secrets.
#[async_trait]
pub trait Connector: Send + Sync {
    /// What it can do, from the manifest.
    fn capabilities(&self) -> &Capabilities;
    /// The name and version of the plugin, kept beside what it parsed.
    fn version(&self) -> &str;
    /// What can be said of a request by its head, before anybody waits for its body, which is empty
    /// here. `None`: nothing, so that `verify` is asked with the body.
    async fn verify_head(&self, _head: &RawRequest) -> ConnectorResult<Option<Verdict>> {
        Ok(None)
    }
    /// Is the request authentic, and what does the platform get as an answer.
    async fn verify(&self, request: &RawRequest) -> ConnectorResult<Verdict>;
    /// Turns a stored request into items. Pure: the same request gives the same items.
    async fn parse(&self, request: &RawRequest) -> ConnectorResult<Vec<InboundItem>>;
    /// Sends one message.
    async fn send(&self, outbound: &Outbound, attempt: &Attempt) -> ConnectorResult<Sent>;
    /// Asks the platform whether an attempt arrived; `Ok(None)` means: it did not.
    async fn find_sent(&self, key: &str, outbound: &Outbound) -> ConnectorResult<Option<Sent>>;
    /// Changes a message in place.
    async fn edit(
        &self,
        message: &PlatformMessage,
        outbound: &Outbound,
        attempt: &Attempt,
    ) -> ConnectorResult<Sent>;
    /// Deletes an own message on the platform.
    async fn retract(&self, message: &PlatformMessage, attempt: &Attempt) -> ConnectorResult<()>;
    /// Shows or hides "an operator types".
    async fn typing(&self, chat: &super::PlatformChat, is_on: bool) -> ConnectorResult<()>;
    /// Makes the call that an item asked for with `follow_up`. Best effort: may be made twice.
    async fn follow_up(&self, call: &serde_json::Value) -> ConnectorResult<()>;
    /// Tests the credentials and tells whose they are; changes nothing on the platform.
    async fn identify(&self) -> ConnectorResult<Connected>;
    /// Registers the webhook; none: polling. May be called again.
    async fn connect(&self, webhook_url: Option<&str>) -> ConnectorResult<()>;
    /// Takes the registration back.
    async fn disconnect(&self, webhook_url: Option<&str>) -> ConnectorResult<()>;
    /// Fetches a platform's file into the blob store.
    async fn fetch_media(&self, token: &str) -> ConnectorResult<Blob>;
    /// Asks for an account's profile.
    async fn profile(&self, id: &str) -> ConnectorResult<PlatformIdentity>;
    /// Asks a polled platform for what is new.
    async fn poll(&self, cursor: Option<&str>, wait_ms: u32) -> ConnectorResult<PollPage>;
}

/// A secret that a plugin's manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecretField {
    /// The name, as used in `SecretPort`.
    pub name: String,
    /// Must it be there before the channel can be connected.
    pub is_required: bool,
    /// Made by the core (32 random bytes, URL-safe base64) when the channel is added, never typed in.
    pub is_generated: bool,
    /// The settings that say where it may be sent: they change only together with it.
    pub host_settings: Vec<String>,
}

/// One thing that a plugin asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PluginGrant {
    /// A line that an admin reads.
    pub line: String,
    /// Has an admin granted it; it is denied otherwise.
    pub is_granted: bool,
    /// How often it was used since the plugin was loaded; none of what is not used, but had.
    pub use_count: Option<u64>,
}

/// An installed plugin, as it is now.
#[derive(Clone, Debug, PartialEq)]
pub struct InstalledPlugin {
    /// The name that channels use.
    pub id: String,
    /// Its version.
    pub version: String,
    /// The title for humans.
    pub title: String,
    /// All that it asks for.
    pub grants: Vec<PluginGrant>,
    /// Why it is suspended, if it is.
    pub suspended: Option<String>,
    /// What the settings of a channel may be: a JSON Schema; none where there are no settings.
    pub settings_schema: Option<serde_json::Value>,
    /// The secrets of a channel.
    pub secrets: Vec<SecretField>,
}

/// Finds the connector of a channel.
#[async_trait]
pub trait Connectors: Send + Sync {
    /// The connector of a plugin for a channel; `None` when no such plugin is installed.
    /// `settings` is the channel's JSON object without secrets.
    async fn connector(
        &self,
        plugin: &str,
        channel: ChannelId,
        settings: &serde_json::Value,
    ) -> ConnectorResult<Option<Arc<dyn Connector>>>;
    /// All plugins, in the order of their ids.
    fn installed(&self) -> Vec<InstalledPlugin>;
    /// The capabilities of a plugin without running it; `None` when it is not installed.
    fn capabilities(&self, plugin: &str) -> Option<Capabilities>;
    /// The secrets that a plugin's manifest names; `None` when it is not installed.
    fn secrets(&self, plugin: &str) -> Option<Vec<SecretField>>;
    /// Checks a channel's settings and secret names against the plugin's schema. The error names
    /// the field and what to do.
    fn check_settings(
        &self,
        plugin: &str,
        settings: &serde_json::Value,
        secret_names: &[String],
    ) -> ConnectorResult<()>;
}

/// Plugin storage: small durable values, per channel. Implemented over the store.
#[async_trait]
pub trait KeyValuePort: Send + Sync {
    /// The value of a key.
    async fn get(&self, channel: ChannelId, key: &str) -> ConnectorResult<Option<Vec<u8>>>;
    /// Sets a value, for `ttl_ms` milliseconds or for ever.
    async fn set(
        &self,
        channel: ChannelId,
        key: &str,
        value: Vec<u8>,
        ttl_ms: Option<u64>,
    ) -> ConnectorResult<()>;
    /// Sets or removes a value when it is what is expected.
    async fn compare_and_set(
        &self,
        channel: ChannelId,
        key: &str,
        expected: Option<Vec<u8>>,
        value: Option<Vec<u8>>,
    ) -> ConnectorResult<bool>;
}

/// The secrets of a channel. Only the host reads them; guests use them by name.
#[async_trait]
pub trait SecretPort: Send + Sync {
    /// The secret's bytes.
    async fn secret(&self, channel: ChannelId, name: &str) -> ConnectorResult<Option<SecretBytes>>;
}

/// A stream of a blob's bytes.
pub type BlobStream =
    Pin<Box<dyn futures_core::Stream<Item = std::io::Result<bytes::Bytes>> + Send>>;

/// The files of the server as the plugin host sees them: local disk or S3.
#[async_trait]
pub trait BlobPort: Send + Sync {
    /// Opens a blob for reading.
    async fn open(&self, id: &str) -> ConnectorResult<BlobStream>;
    /// Stores a stream, refusing it beyond `max_bytes`; returns the blob.
    async fn store(
        &self,
        stream: BlobStream,
        mime: Option<String>,
        name: Option<String>,
        max_bytes: u64,
    ) -> ConnectorResult<Blob>;
}
