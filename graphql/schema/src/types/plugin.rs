//! An installed plugin.

use async_graphql::SimpleObject;
use switchboard_graphql::scalars::{Json, Long};
use switchboard_model::connector::{self, InstalledPlugin, SecretField};

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
    /// All that it asks for.
    grants: Vec<PluginGrant>,
    /// What the settings of its channels may be, for those who draw a form of it: a JSON Schema of one object, with
    /// `x-secret`, `x-help` and `x-order`; absent where its channels have no settings.
    settings_schema: Option<Json>,
    /// The secrets of its channels, beside the settings.
    secrets: Vec<PluginSecret>,
}

/// One thing that a plugin asks for.
#[derive(Clone, SimpleObject)]
pub struct PluginGrant {
    /// What it is, in a line.
    line: String,
    /// Has it been granted; it is denied until an admin runs `switchboard plugin grant`.
    is_granted: bool,
    /// How often it was used since this server has started; absent of what is not used, but had, such as memory.
    use_count: Option<Long>,
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
            grants: plugin.grants.into_iter().map(PluginGrant::from).collect(),
            settings_schema: plugin.settings_schema.map(Json),
            secrets: plugin.secrets.into_iter().map(PluginSecret::from).collect(),
        }
    }
}

impl From<connector::PluginGrant> for PluginGrant {
    fn from(grant: connector::PluginGrant) -> Self {
        let count = |count: u64| Long(i64::try_from(count).unwrap_or(i64::MAX));
        Self {
            line: grant.line,
            is_granted: grant.is_granted,
            use_count: grant.use_count.map(count),
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
