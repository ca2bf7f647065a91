//! The plugins of a test's server: one that can change what it sent, one whose channels all have the same account,
//! and one that takes replies for a day.

use async_trait::async_trait;
use std::{num::NonZeroU32, sync::Arc};
use switchboard_desk::channel::create::CreateInput;
use switchboard_model::ChannelId;
use switchboard_model::channel::ChannelMembers;
use switchboard_model::connector::*;

/// The plugin of the server's own channel: texts of 100 units, two files, edits within the hour.
pub const PLUGIN: &str = "org.example.test";
/// The plugin with one account.
const ONE: &str = "one";
/// The plugin that takes replies for a day.
pub const DAY: &str = "org.example.day";
/// For how long that is, in milliseconds.
pub const DAY_MS: u32 = 24 * 60 * 60 * 1000;
/// The secret with which the page of the web chat signs its visitors.
pub const IDENTITY_SECRET: &str = "0123456789abcdef0123456789abcdef";

/// A channel of a plugin, without settings.
pub fn plugin_channel(plugin: &str, key: &str) -> CreateInput {
    CreateInput {
        plugin: plugin.into(),
        key: Some(key.into()),
        name: "Shop".into(),
        settings: serde_json::json!({}),
        secrets: [].into(),
        team_id: None,
        members: ChannelMembers::default(),
        reopen_within_ms: None,
    }
}

/// All plugins.
pub struct Platform;

#[async_trait]
impl Connectors for Platform {
    async fn connector(
        &self,
        plugin: &str,
        _: ChannelId,
        _: &serde_json::Value,
    ) -> Result<Option<Arc<dyn Connector>>, ConnectorError> {
        Ok((plugin == ONE).then(|| Arc::new(Self) as Arc<dyn Connector>))
    }

    fn installed(&self) -> Vec<InstalledPlugin> {
        Vec::new()
    }

    fn capabilities(&self, plugin: &str) -> Option<Capabilities> {
        let change = Some(EditCapability { max_age_ms: Some(60 * 60 * 1000) });
        match plugin {
            ONE => Some(Capabilities { polling: true, ..Capabilities::default() }),
            PLUGIN => Some(Capabilities {
                text: TextCapability { max_units: 100, ..TextCapability::default() },
                edit: change.clone(),
                retract: change,
                quote: true,
                attachment_max_bytes: Some(1_000),
                attachment_max_count: 2,
                ..Capabilities::default()
            }),
            DAY => Some(Capabilities {
                reply_window_ms: NonZeroU32::new(DAY_MS),
                ..Capabilities::default()
            }),
            _ => None,
        }
    }

    fn secrets(&self, plugin: &str) -> Option<Vec<SecretField>> {
        let field = |name: &str, is_generated| SecretField {
            name: name.into(),
            is_required: true,
            is_generated,
            host_settings: vec!["base_url".into()],
        };
        match plugin {
            ONE => Some(vec![field("bot_token", false), field("webhook_secret", true)]),
            PLUGIN | DAY => Some(Vec::new()),
            _ => None,
        }
    }

    fn check_settings(
        &self,
        plugin: &str,
        _: &serde_json::Value,
        names: &[String],
    ) -> Result<(), ConnectorError> {
        if plugin != ONE || names.iter().any(|name| name == "bot_token") {
            return Ok(());
        }
        Err(ConnectorError::new(ErrorClass::Invalid, "settings", "bot_token is missing"))
    }
}

fn unsupported<T>() -> Result<T, ConnectorError> {
    Err(ConnectorError::new(ErrorClass::Unsupported, "unsupported", "not in this test"))
}

#[async_trait]
impl Connector for Platform {
    fn capabilities(&self) -> &Capabilities {
        static NONE: std::sync::OnceLock<Capabilities> = std::sync::OnceLock::new();
        NONE.get_or_init(Capabilities::default)
    }
    fn version(&self) -> &str {
        "one 1.0.0"
    }
    async fn verify(&self, _: &RawRequest) -> Result<Verdict, ConnectorError> {
        unsupported()
    }
    async fn parse(&self, _: &RawRequest) -> Result<Vec<InboundItem>, ConnectorError> {
        unsupported()
    }
    async fn send(&self, _: &Outbound, _: &Attempt) -> Result<Sent, ConnectorError> {
        unsupported()
    }
    async fn find_sent(&self, _: &str, _: &Outbound) -> Result<Option<Sent>, ConnectorError> {
        unsupported()
    }
    async fn edit(
        &self,
        _: &PlatformMessage,
        _: &Outbound,
        _: &Attempt,
    ) -> Result<Sent, ConnectorError> {
        unsupported()
    }
    async fn retract(&self, _: &PlatformMessage, _: &Attempt) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn typing(&self, _: &PlatformChat, _: bool) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn follow_up(&self, _: &serde_json::Value) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn identify(&self) -> Result<Connected, ConnectorError> {
        let extra = serde_json::json!({});
        Ok(Connected { unique_id: "account-1".into(), title: "One".into(), extra })
    }
    async fn connect(&self, _: Option<&str>) -> Result<(), ConnectorError> {
        Ok(())
    }
    async fn disconnect(&self, _: Option<&str>) -> Result<(), ConnectorError> {
        unsupported()
    }
    async fn fetch_media(&self, _: &str) -> Result<Blob, ConnectorError> {
        unsupported()
    }
    async fn profile(&self, _: &str) -> Result<PlatformIdentity, ConnectorError> {
        unsupported()
    }
    async fn poll(&self, _: Option<&str>, _: u32) -> Result<PollPage, ConnectorError> {
        unsupported()
    }
}
