//! Tests a channel's credentials on its platform and registers the webhook.

use super::state;
use crate::access::channel_for_manage;
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
use switchboard_model::connector::{Connected, ConnectorResult, ErrorClass};
use switchboard_model::event::EventKind;
use switchboard_store::{Lane, channel};

/// Which channel, and where it can be reached.
#[derive(Clone, Debug)]
pub struct ConnectInput {
    pub channel_id: ChannelId,
    /// Where the server is reached from outside, such as `https://desk.example.com`; none: polling.
    pub public_url: Option<String>,
}

/// Connects the channel through its connector, outside any transaction, and keeps the result of it:
/// ACTIVE with its account, or BROKEN with the reason.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`, `Unsupported` without the plugin, `Conflict` when
/// another channel holds the account or the platform refused.
pub async fn connect(
    desk: &Desk,
    context: &Context,
    input: ConnectInput,
) -> CommandResult<Channel> {
    if let Some(done) = desk.answered(context).await? {
        return Ok(done);
    }
    let (actor, id) = (context.actor.clone(), input.channel_id);
    let before =
        desk.store().read(move |connection| channel_for_manage(connection, &actor, id)).await?;
    if before.plugin == WEB_PLUGIN {
        return Err(DeskError::unsupported("the web chat is built in and needs no connection"));
    }
    let connector =
        desk.connector(&before).await.map_err(|error| DeskError::unsupported(error.to_string()))?;
    let webhook_url =
        input.public_url.map(|url| format!("{}/hooks/{}", url.trim_end_matches('/'), before.key));
    let is_polled = webhook_url.is_none();
    let answer = connector.connect(webhook_url.as_deref()).await;
    let refused = answer.as_ref().err().map(ToString::to_string);
    // A refusal is no answer to keep: the same call may go well the next time.
    let key = context.key.clone().filter(|_| refused.is_none());
    let context = Context { key, ..context.clone() };
    let work = move |command: &mut Command<'_>| settle(command, id, is_polled, &answer);
    let done = desk.command(&context, Lane::Any, work).await?;
    match refused {
        Some(reason) => Err(DeskError::conflict(format!("the platform refused: {reason}"))),
        None => Ok(done),
    }
}

fn settle(
    command: &mut Command<'_>,
    id: ChannelId,
    is_polled: bool,
    answer: &ConnectorResult<Connected>,
) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    let connected = match answer {
        Ok(connected) => connected,
        // Says nothing about the credentials: the channel stays as it was.
        Err(error) if matches!(error.class, ErrorClass::Transient | ErrorClass::RateLimited) => {
            return Ok(before);
        }
        Err(error) => {
            let event = (EventKind::ChannelBroken, "channel.connect");
            let reason = Some(error.message.clone());
            return state::set(command, event, before, ChannelState::Broken, reason);
        }
    };
    let other = channel::find_by_account(command, &before.plugin, &connected.unique_id)?;
    if let Some(other) = other.filter(|other| other.channel_id != id) {
        return Err(DeskError::conflict(format!(
            "the channel {} has this account already: change that one, or use another account",
            other.name
        )));
    }
    let after = Channel {
        state: ChannelState::Active,
        state_reason: None,
        is_polled,
        account: Some(connected.unique_id.clone()),
        ..before.clone()
    };
    if after == before {
        return Ok(before);
    }
    state::write(command, (EventKind::ChannelConnected, "channel.connect"), &before, after)
}
