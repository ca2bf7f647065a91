//! `switchboard channel`: creates and lists channels from a settings file.

use super::Output;
use crate::{app::Services, config::Config, limits};
use anyhow::{Context as _, Result, bail};
use clap::{Args, Subcommand};
use serde::Deserialize;
use serde_json::json;
use std::{collections::BTreeMap, path::PathBuf};
use switchboard_desk::{
    Context,
    channel::{
        connect::{ConnectInput, connect},
        create::{CreateInput, create},
    },
};
use switchboard_model::channel::WEB_PLUGIN;
use switchboard_store::channel;

/// Channels.
#[derive(Debug, Subcommand)]
pub enum Channel {
    /// Create a channel: `web`, or the name of a plugin such as `telegram`.
    Create(Create),
    /// List the channels.
    List,
}

/// Create a channel.
#[derive(Debug, Args)]
pub struct Create {
    /// `web`, `telegram`, or a plugin's whole id.
    plugin: String,
    /// A TOML file with `name`, `key`, a table `settings` and a table `secrets`.
    #[arg(long, value_name = "FILE")]
    settings: PathBuf,
    /// Only store it: do not test the credentials nor register the webhook.
    #[arg(long)]
    no_connect: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct SettingsFile {
    name: String,
    key: Option<String>,
    #[serde(default)]
    settings: serde_json::Map<String, serde_json::Value>,
    #[serde(default)]
    secrets: BTreeMap<String, String>,
    reopen_within_ms: Option<i64>,
}

impl Channel {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        match self {
            Self::Create(input) => input.run(&services, output).await?,
            Self::List => list(&services, output).await?,
        }
        services.close().await;
        Ok(())
    }
}

impl Create {
    async fn run(self, services: &Services, output: &Output) -> Result<()> {
        let text = std::fs::read_to_string(&self.settings)
            .with_context(|| format!("{} could not be read", self.settings.display()))?;
        let file: SettingsFile = toml::from_str(&text)
            .with_context(|| format!("{} is not as expected", self.settings.display()))?;
        let plugin = plugin_id(services, &self.plugin)?;
        let input = CreateInput {
            plugin: plugin.clone(),
            key: file.key,
            name: file.name,
            settings: serde_json::Value::Object(file.settings),
            secrets: file.secrets,
            team_id: None,
            reopen_within_ms: file.reopen_within_ms,
        };
        let mut channel = create(&services.desk, &Context::system(), input).await?.value;
        if plugin != WEB_PLUGIN && !self.no_connect {
            let input = ConnectInput {
                channel_id: channel.channel_id,
                public_url: services.config.server.public_url.clone(),
            };
            channel = connect(&services.desk, &Context::system(), input).await?.value;
        }
        let is_hooked = plugin != WEB_PLUGIN && !channel.is_polled;
        let hook =
            is_hooked.then(|| format!("{}/hooks/{}", services.config.public_url(), channel.key));
        let way = match &hook {
            Some(hook) => format!("the platform calls {hook}"),
            None if plugin == WEB_PLUGIN => format!("visitors start with the key {}", channel.key),
            None => "the server asks the platform for news".to_owned(),
        };
        output.print(
            format!(
                "Channel {:?} ({}) was created, {}: {way}.",
                channel.name, channel.plugin, channel.state
            ),
            &json!({
                "channelId": channel.channel_id.to_string(),
                "key": channel.key,
                "hookUrl": hook,
                "state": channel.state.as_str(),
                "stateReason": channel.state_reason,
            }),
        );
        Ok(())
    }
}

async fn list(services: &Services, output: &Output) -> Result<()> {
    let channels =
        services.desk.store().read(|connection| channel::all(connection, limits::CHANNELS)).await?;
    let lines: Vec<String> = channels
        .iter()
        .map(|channel| {
            format!(
                "{}  {}  {}  {}",
                channel.channel_id, channel.plugin, channel.state, channel.name
            )
        })
        .collect();
    let rows: Vec<_> = channels
        .iter()
        .map(|channel| {
            json!({
                "channelId": channel.channel_id.to_string(),
                "plugin": channel.plugin,
                "key": channel.key,
                "name": channel.name,
                "state": channel.state.as_str(),
            })
        })
        .collect();
    output.print(lines.join("\n"), &json!({ "channels": rows }));
    Ok(())
}

/// The id of an installed plugin, also by its last part.
fn plugin_id(services: &Services, word: &str) -> Result<String> {
    if word == WEB_PLUGIN {
        return Ok(word.to_owned());
    }
    let installed = services.plugin_ids();
    let found = installed.iter().find(|id| *id == word || id.rsplit('.').next() == Some(word));
    match found {
        Some(id) => Ok(id.clone()),
        None => bail!(
            "no plugin {word:?} is installed; there are: {}",
            if installed.is_empty() { "none".to_owned() } else { installed.join(", ") }
        ),
    }
}
