//! An installed plugin.

use async_graphql::SimpleObject;
use switchboard_graphql::scalars::Json;
use switchboard_model::connector::{InstalledPlugin, SecretField};

/// An installed plugin.
#[derive(Clone, SimpleObject)]
pub struct Plugin {
    /// The name that channels use.
    name: String,
    /// Its version.
    version: String,
    /// The title for humans.
    title: String,
    /// Why it is suspended: it failed too often, and is tried again now and then; absent while it runs.
    suspended_reason: Option<String>,
    /// All that it asks for, a line each.
    asked: Vec<String>,
    /// What of it nobody has granted: it is denied until an admin runs `switchboard plugin grant`.
    missing: Vec<String>,
    /// What the settings of its channels may be, for those who draw a form of it: a JSON Schema of one object, with
    /// `x-secret`, `x-help` and `x-order`; absent where its channels have no settings.
    settings_schema: Option<Json>,
    /// The secrets of its channels, beside the settings.
    secrets: Vec<PluginSecret>,
}

/// A secret that the channels of a plugin have.
#[derive(Clone, SimpleObject)]
pub struct PluginSecret {
    /// The name, as `ChannelSecretInput` wants it.
    name: String,
    /// Must a channel have it.
    is_required: bool,
    /// Is it made by the server where nobody gives one.
    is_generated: bool,
    /// The settings that say where it is sent: they change only together with it.
    host_settings: Vec<String>,
}

impl From<InstalledPlugin> for Plugin {
    fn from(plugin: InstalledPlugin) -> Self {
        Self {
            name: plugin.id,
            version: plugin.version,
            title: plugin.title,
            suspended_reason: plugin.suspended,
            asked: plugin.asked,
            missing: plugin.missing,
            settings_schema: plugin.settings_schema.map(Json),
            secrets: plugin.secrets.into_iter().map(PluginSecret::from).collect(),
        }
    }
}

impl From<SecretField> for PluginSecret {
    fn from(field: SecretField) -> Self {
        Self {
            name: field.name,
            is_required: field.is_required,
            is_generated: field.is_generated,
            host_settings: field.host_settings,
        }
    }
}
