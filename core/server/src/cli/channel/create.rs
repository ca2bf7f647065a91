//! `switchboard channel create`: stores a channel and connects it. A run that failed can be repeated.

use super::{connected, found, report, settings_file::SettingsFile};
use crate::{
    app::Services,
    cli::{Output, output::shell_word},
};
use anyhow::{Context as _, Result, bail};
use clap::Args;
use std::path::PathBuf;
use switchboard_desk::{
    Context,
    channel::{
        create::{CreateInput, create},
        update::{UpdateInput, update},
    },
};
use switchboard_model::{
    ChannelId,
    channel::{Channel, ChannelMembers, WEB_PLUGIN},
};

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

impl Create {
    pub(super) async fn run(self, services: &Services, output: &Output) -> Result<()> {
        let file = SettingsFile::read(&self.settings)?;
        let plugin = plugin_id(services, &self.plugin)?;
        let before = match &file.key {
            Some(key) => found(services, key).await?,
            None => None,
        };
        let mut channel = match before {
            None => stored(services, plugin, file).await?,
            // An earlier run stored it and could not connect it.
            Some(before) if before.plugin == plugin && is_unconnected(&before) => {
                rewritten(services, before.channel_id, file).await?
            }
            Some(before) => bail!(
                "the key {key} is taken by the channel {name:?}: choose another key, or change that \
                 channel with `switchboard channel update {key} --settings {file}`",
                key = before.key,
                name = before.name,
                file = shell_word(self.settings.display()),
            ),
        };
        if !self.no_connect {
            let key = channel.key.clone();
            channel = connected(services, channel).await.with_context(|| {
                format!(
                    "the channel {key} is stored, but not connected: mend the cause, then run \
                     `switchboard channel update {key} --settings {}`, or this command again",
                    shell_word(self.settings.display()),
                )
            })?;
        }
        report(services, output, &channel, "was created");
        Ok(())
    }
}

fn is_unconnected(channel: &Channel) -> bool {
    channel.plugin != WEB_PLUGIN && channel.account.is_none()
}

async fn stored(services: &Services, plugin: String, file: SettingsFile) -> Result<Channel> {
    let input = CreateInput {
        plugin,
        key: file.key,
        name: file.name,
        settings: serde_json::Value::Object(file.settings.unwrap_or_default()),
        secrets: file.secrets,
        team_id: None,
        members: ChannelMembers::default(),
        reopen_within_ms: file.reopen_within_ms,
    };
    Ok(create(&services.desk, &Context::system(), input).await?.value)
}

/// Makes a channel as its file says; what the file leaves out stays as it is.
pub(super) async fn rewritten(
    services: &Services,
    channel_id: ChannelId,
    file: SettingsFile,
) -> Result<Channel> {
    let secrets = file.secrets.into_iter().map(|(name, value)| (name, Some(value)));
    let input = UpdateInput {
        channel_id,
        name: Some(file.name),
        settings: file.settings.map(serde_json::Value::Object),
        secrets: secrets.collect(),
        team_id: None,
        member_operator_ids: None,
        member_team_ids: None,
        reopen_within_ms: file.reopen_within_ms.map(Some),
        schedule_id: None,
        expected_version: None,
    };
    Ok(update(&services.desk, &Context::system(), input).await?.value)
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
