//! The platforms of a demo: each plugin says what it can do, and nothing that it would send leaves the machine.

use crate::limits::POLL_NEXT_MS;
use async_trait::async_trait;
use serde_json::{Value, json};
use std::sync::Arc;
use switchboard_model::connector::{
    Attempt, Blob, Capabilities, Connected, Connector, ConnectorError, ConnectorResult, Connectors,
    ErrorClass, InboundItem, InstalledPlugin, Outbound, PlatformChat, PlatformIdentity,
    PlatformMessage, PollPage, RawRequest, SecretField, Sent, Verdict,
};
use switchboard_model::{ChannelId, Clock};

/// The same plugins, with the demo in the place of their platforms.
pub fn staged(connectors: Arc<dyn Connectors>, clock: Arc<dyn Clock>) -> Arc<dyn Connectors> {
    Arc::new(Staged { connectors, clock })
}

struct Staged {
    connectors: Arc<dyn Connectors>,
    clock: Arc<dyn Clock>,
}

#[async_trait]
impl Connectors for Staged {
    async fn connector(
        &self,
        plugin: &str,
        channel: ChannelId,
        _settings: &Value,
    ) -> ConnectorResult<Option<Arc<dyn Connector>>> {
        let clock = Arc::clone(&self.clock);
        Ok(self.connectors.capabilities(plugin).map(|capabilities| {
            let platform: Arc<dyn Connector> = Arc::new(Platform { capabilities, channel, clock });
            platform
        }))
    }

    fn installed(&self) -> Vec<InstalledPlugin> {
        self.connectors.installed()
    }

    fn capabilities(&self, plugin: &str) -> Option<Capabilities> {
        self.connectors.capabilities(plugin)
    }

    fn secrets(&self, plugin: &str) -> Option<Vec<SecretField>> {
        self.connectors.secrets(plugin)
    }

    fn check_settings(
        &self,
        plugin: &str,
        settings: &Value,
        secret_names: &[String],
    ) -> ConnectorResult<()> {
        self.connectors.check_settings(plugin, settings, secret_names)
    }
}

/// A platform that takes everything and tells nothing.
struct Platform {
    capabilities: Capabilities,
    channel: ChannelId,
    clock: Arc<dyn Clock>,
}

impl Platform {
    fn taken(&self, references: Vec<PlatformMessage>) -> Sent {
        Sent { references, at: self.clock.now(), echo: None }
    }
}

fn unsupported<T>() -> ConnectorResult<T> {
    let told = "a demo has no platform: nothing comes from there";
    Err(ConnectorError::new(ErrorClass::Unsupported, "demo", told))
}

#[async_trait]
impl Connector for Platform {
    fn capabilities(&self) -> &Capabilities {
        &self.capabilities
    }

    fn version(&self) -> &str {
        "demo"
    }

    async fn verify(&self, _request: &RawRequest) -> ConnectorResult<Verdict> {
        unsupported()
    }

    async fn parse(&self, _request: &RawRequest) -> ConnectorResult<Vec<InboundItem>> {
        unsupported()
    }

    async fn send(&self, outbound: &Outbound, attempt: &Attempt) -> ConnectorResult<Sent> {
        let (chat, id) = (outbound.chat.clone(), attempt.key.clone());
        Ok(self.taken(vec![PlatformMessage { chat, id, part: None }]))
    }

    async fn find_sent(&self, key: &str, outbound: &Outbound) -> ConnectorResult<Option<Sent>> {
        let (chat, id) = (outbound.chat.clone(), key.to_owned());
        Ok(Some(self.taken(vec![PlatformMessage { chat, id, part: None }])))
    }

    async fn edit(
        &self,
        message: &PlatformMessage,
        _outbound: &Outbound,
        _attempt: &Attempt,
    ) -> ConnectorResult<Sent> {
        Ok(self.taken(vec![message.clone()]))
    }

    async fn retract(&self, _message: &PlatformMessage, _attempt: &Attempt) -> ConnectorResult<()> {
        Ok(())
    }

    async fn typing(&self, _chat: &PlatformChat, _is_on: bool) -> ConnectorResult<()> {
        Ok(())
    }

    async fn follow_up(&self, _call: &Value) -> ConnectorResult<()> {
        Ok(())
    }

    async fn identify(&self) -> ConnectorResult<Connected> {
        let unique_id = self.channel.to_string();
        Ok(Connected { unique_id, title: "Lumen Pay".to_owned(), extra: json!({}) })
    }

    async fn connect(&self, _webhook_url: Option<&str>) -> ConnectorResult<()> {
        Ok(())
    }

    async fn disconnect(&self, _webhook_url: Option<&str>) -> ConnectorResult<()> {
        Ok(())
    }

    async fn fetch_media(&self, _token: &str) -> ConnectorResult<Blob> {
        unsupported()
    }

    async fn profile(&self, _id: &str) -> ConnectorResult<PlatformIdentity> {
        unsupported()
    }

    async fn poll(&self, cursor: Option<&str>, _wait_ms: u32) -> ConnectorResult<PollPage> {
        let cursor = cursor.unwrap_or("demo").to_owned();
        Ok(PollPage { items: Vec::new(), cursor, has_more: false, next_ms: POLL_NEXT_MS })
    }
}
