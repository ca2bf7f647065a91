//! `switchboard channel`: creates channels from a settings file, changes, connects, pauses, deletes and
//! lists them.

mod create;
mod delete;
mod settings_file;
mod update;

use super::Output;
use crate::{app::Services, config::Config, limits};
use anyhow::{Context as _, Result};
use clap::{Args, Subcommand};
use serde_json::{Value, json};
use switchboard_desk::{
    Context,
    channel::{
        connect::{ConnectInput, connect},
        pause::pause,
        resume::resume,
    },
};
use switchboard_model::{
    ChannelId,
    channel::{Channel as ChannelRow, ChannelState, WEB_PLUGIN},
};
use switchboard_store::{StoreError, channel};

/// Channels.
#[derive(Debug, Subcommand)]
pub enum Channel {
    /// Create a channel: `web`, or the name of a plugin such as `telegram`.
    Create(create::Create),
    /// Change a channel by a settings file, and connect it again.
    Update(update::Update),
    /// Test a channel's credentials and register its webhook, or prepare it for polling.
    Connect(One),
    /// Pause a channel: nothing is sent or polled, webhooks are still stored.
    Pause(One),
    /// Set a paused or broken channel to work again.
    Resume(One),
    /// Delete a channel: its platform is told, its secrets go, its chats stay to be read.
    Delete(delete::Delete),
    /// List the channels.
    List,
}

/// A channel.
#[derive(Debug, Args)]
pub struct One {
    /// The channel's key or id.
    channel: String,
}

impl Channel {
    pub async fn run(self, config: Config, output: &Output) -> Result<()> {
        let services = Services::open(config).await?;
        let system = Context::system();
        match self {
            Self::Create(input) => input.run(&services, output).await?,
            Self::Update(input) => input.run(&services, output).await?,
            Self::Connect(One { channel }) => {
                let before = expected(&services, &channel).await?;
                let after = connected(&services, before).await?;
                report(&services, output, &after, "is connected");
            }
            Self::Pause(One { channel }) => {
                let before = expected(&services, &channel).await?;
                let after = pause(&services.desk, &system, before.channel_id).await?.value;
                report(&services, output, &after, "is paused");
            }
            Self::Resume(One { channel }) => {
                let before = expected(&services, &channel).await?;
                let after = resume(&services.desk, &system, before.channel_id).await?.value;
                report(&services, output, &after, "works again");
            }
            Self::Delete(input) => input.run(&services, output).await?,
            Self::List => list(&services, output).await?,
        }
        services.close().await;
        Ok(())
    }
}

/// The channel with this key or id, if there is one.
async fn found(services: &Services, word: &str) -> Result<Option<ChannelRow>> {
    let (key, id) = (word.to_owned(), word.parse::<ChannelId>().ok());
    let read = services.desk.store().read(move |connection| {
        let by_key = channel::find_by_key(connection, &key)?;
        match (by_key, id) {
            (None, Some(id)) => channel::find(connection, id),
            (by_key, _) => Ok::<_, StoreError>(by_key),
        }
    });
    Ok(read.await?.filter(is_there))
}

/// Of a deleted channel only its chats are left.
fn is_there(channel: &ChannelRow) -> bool {
    channel.state != ChannelState::Deleted
}

/// The channel with this key or id.
async fn expected(services: &Services, word: &str) -> Result<ChannelRow> {
    found(services, word).await?.with_context(|| {
        format!("no channel has the key {word:?}: `switchboard channel list` shows all")
    })
}

/// The channel after it was connected; the web chat needs no connection.
async fn connected(services: &Services, channel: ChannelRow) -> Result<ChannelRow> {
    if channel.plugin == WEB_PLUGIN {
        return Ok(channel);
    }
    let input = ConnectInput {
        channel_id: channel.channel_id,
        public_url: services.config.server.public_url.clone(),
    };
    Ok(connect(&services.desk, &Context::system(), input).await?.value)
}

/// Where the platform calls, for a channel that is not polled.
fn hook(services: &Services, channel: &ChannelRow) -> Option<String> {
    let is_called = channel.plugin != WEB_PLUGIN && !channel.is_polled;
    let public_url = services.config.server.public_url.as_ref().filter(|_| is_called)?;
    public_url.hook(&channel.key)
}

fn report(services: &Services, output: &Output, channel: &ChannelRow, what: &str) {
    let key = &channel.key;
    let way = if channel.plugin == WEB_PLUGIN {
        format!("visitors start with the key {key}")
    } else if channel.account.is_none() {
        format!("it is not connected, `switchboard channel connect {key}` does it")
    } else if channel.is_polled {
        "the server asks the platform for news".to_owned()
    } else {
        match hook(services, channel) {
            Some(hook) => format!("the platform calls {hook}"),
            None => "the platform calls the address that the channel was connected with".to_owned(),
        }
    };
    let text = format!(
        "Channel {:?} ({}) {what}, {}: {way}.",
        channel.name, channel.plugin, channel.state
    );
    output.print(text, &row(services, channel));
}

fn row(services: &Services, channel: &ChannelRow) -> Value {
    json!({
        "channelId": channel.channel_id.to_string(),
        "plugin": channel.plugin,
        "key": channel.key,
        "name": channel.name,
        "hookUrl": hook(services, channel),
        "state": channel.state.as_str(),
        "stateReason": channel.state_reason,
    })
}

async fn list(services: &Services, output: &Output) -> Result<()> {
    let mut channels =
        services.desk.store().read(|connection| channel::all(connection, limits::CHANNELS)).await?;
    channels.retain(is_there);
    let line = |channel: &ChannelRow| {
        let reason = channel.state_reason.as_ref().map(|reason| format!(": {reason}"));
        format!(
            "{}  {}  {}  {}  {}{}",
            channel.channel_id,
            channel.key,
            channel.plugin,
            channel.name,
            channel.state,
            reason.unwrap_or_default()
        )
    };
    let lines: Vec<String> = channels.iter().map(line).collect();
    let rows: Vec<Value> = channels.iter().map(|channel| row(services, channel)).collect();
    output.print(lines.join("\n"), &json!({ "channels": rows }));
    Ok(())
}
