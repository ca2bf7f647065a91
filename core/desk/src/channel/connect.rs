//! Tests a channel's credentials on its platform and registers the webhook.

use super::state;
use crate::access::channel_for_manage;
use crate::{Command, CommandResult, Context, Desk, DeskError, Result};
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
use switchboard_model::connector::{ConnectorError, ErrorClass};
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, PublicUrl};
use switchboard_store::{Lane, channel};

/// Which channel, and where it can be reached.
#[derive(Clone, Debug)]
pub struct ConnectInput {
    pub channel_id: ChannelId,
    /// Where the server is reached from outside; none, or one without https: polling.
    pub public_url: Option<PublicUrl>,
}

/// Connects the channel through its connector, outside any transaction, and keeps the result of it:
/// ACTIVE with its account, or BROKEN with the reason. The platform is told of this channel only after
/// the account was found to be free and is kept for it: the one that holds it goes on undisturbed.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`, `Unsupported` without the plugin or for one that
/// cannot be polled where there is no public address, `Conflict` when another channel holds the account
/// or the platform refused.
pub async fn connect(
    desk: &Desk,
    context: &Context,
    input: ConnectInput,
) -> CommandResult<Channel> {
    desk.once(context, connect_once(desk, context, input)).await
}

async fn connect_once(
    desk: &Desk,
    context: &Context,
    input: ConnectInput,
) -> CommandResult<Channel> {
    let (actor, id) = (context.actor.clone(), input.channel_id);
    let before =
        desk.store().read(move |connection| channel_for_manage(connection, &actor, id)).await?;
    if before.plugin == WEB_PLUGIN {
        return Err(DeskError::unsupported("the web chat is built in and needs no connection"));
    }
    let connector =
        desk.connector(&before).await.map_err(|error| DeskError::unsupported(error.to_string()))?;
    let hook = input.public_url.and_then(|public_url| public_url.hook(&before.key));
    let is_polled = hook.is_none();
    if is_polled && !desk.capabilities(&before.plugin)?.polling {
        return Err(DeskError::unsupported(
            "this platform calls webhooks and cannot be asked for news: set server.public_url to the \
             https address of this server, then connect the channel",
        ));
    }
    // A step on the way, and a refusal, is no answer to keep: the same call may go well the next time.
    let unkeyed = Context { key: None, ..context.clone() };
    let connected = match connector.identify().await {
        Ok(account) => {
            let work = move |command: &mut Command<'_>| reserve(command, id, &account.unique_id);
            desk.transact(&unkeyed, Lane::Any, work).await?;
            connector.connect(hook.as_deref()).await
        }
        Err(error) => Err(error),
    };
    let Err(error) = connected else {
        let work = move |command: &mut Command<'_>| activate(command, id, is_polled);
        return desk.command(context, Lane::Any, work).await;
    };
    let reason = if says_nothing(&error) {
        format!("the platform could not be asked: {error}; connect the channel again later")
    } else {
        format!("the platform refused: {error}")
    };
    desk.transact(&unkeyed, Lane::Any, move |command| refuse(command, id, &error)).await?;
    Err(DeskError::conflict(reason))
}

/// Keeps the account for this channel, before the platform is told anything.
fn reserve(command: &mut Command<'_>, id: ChannelId, account: &str) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    let other = channel::find_by_account(command, &before.plugin, account)?;
    if let Some(other) = other.filter(|other| other.channel_id != id) {
        return Err(DeskError::conflict(format!(
            "the channel {:?} has this account already and goes on with it: change that one, or use \
             another account",
            other.name
        )));
    }
    let after = Channel { account: Some(account.to_owned()), ..before.clone() };
    if after == before {
        return Ok(before);
    }
    let event = (EventKind::ChannelUpdated, "channel.connect");
    state::write(command, event, &before, after).map_err(|error| {
        if error.is_conflict() {
            DeskError::conflict("another channel has just taken this account: use another one")
        } else {
            error
        }
    })
}

fn activate(command: &mut Command<'_>, id: ChannelId, is_polled: bool) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    let state = ChannelState::Active;
    let after = Channel { state, state_reason: None, is_polled, ..before.clone() };
    if after == before {
        return Ok(before);
    }
    state::write(command, (EventKind::ChannelConnected, "channel.connect"), &before, after)
}

fn refuse(command: &mut Command<'_>, id: ChannelId, error: &ConnectorError) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    // The channel stays as it was.
    if says_nothing(error) {
        return Ok(before);
    }
    let event = (EventKind::ChannelBroken, "channel.connect");
    state::set(command, event, before, ChannelState::Broken, Some(error.message.clone()))
}

/// Does an error say nothing about the credentials.
pub(super) fn says_nothing(error: &ConnectorError) -> bool {
    matches!(error.class, ErrorClass::Transient | ErrorClass::RateLimited)
}
