//! Deletes a channel: its platform is told first, then its secrets go. What was said on it stays.

use super::state;
use crate::access::channel_for_manage;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError, Result};
use serde_json::json;
use switchboard_model::channel::{Channel, ChannelState, WEB_PLUGIN};
use switchboard_model::connector::ErrorClass;
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, PublicUrl};
use switchboard_store::{Lane, channel, channel_secret, plugin_value};

/// Which channel, and what its platform knows of it.
#[derive(Clone, Debug)]
pub struct DeleteInput {
    pub channel_id: ChannelId,
    /// Where the server is reached from outside, as the channel was connected with it.
    pub public_url: Option<PublicUrl>,
    /// Deletes it also where its platform cannot be told: the hook is then taken away there by hand.
    pub is_forced: bool,
}

/// Deletes the channel. Its chats, contacts and messages stay and are read as before; nothing more is
/// written in them, and what is queued fails with the reason. Key and account are free for another.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`, also for one that was deleted before, `Conflict` when
/// the platform could not be told: then the channel is paused.
pub async fn delete(
    desk: &Desk,
    context: &Context,
    input: DeleteInput,
) -> CommandResult<ChannelId> {
    desk.once(context, delete_once(desk, context, input)).await
}

async fn delete_once(
    desk: &Desk,
    context: &Context,
    input: DeleteInput,
) -> CommandResult<ChannelId> {
    let (actor, id) = (context.actor.clone(), input.channel_id);
    let before =
        desk.store().read(move |connection| channel_for_manage(connection, &actor, id)).await?;
    // Only a channel that was connected is known to its platform.
    if before.plugin != WEB_PLUGIN && before.account.is_some() {
        // Whatever ends the command after the platform was told: the channel does not look as if it worked.
        let unkeyed = Context { key: None, ..context.clone() };
        desk.transact(&unkeyed, Lane::Any, move |command| stop(command, id)).await?;
        match withdraw(desk, &before, input.public_url.as_ref()).await {
            Err(reason) if !input.is_forced => return Err(DeskError::conflict(reason)),
            Ok(()) | Err(_) => {}
        }
    }
    desk.command(context, Lane::Any, move |command| write(command, id)).await
}

fn stop(command: &mut Command<'_>, id: ChannelId) -> Result<Channel> {
    let before = command.channel_for_manage(id)?;
    let reason = "its deletion has begun: delete it again, or connect it to keep it".to_owned();
    let event = (EventKind::ChannelPaused, "channel.delete");
    state::set(command, event, before, ChannelState::Paused, Some(reason))
}

/// Takes the registration back from the platform; otherwise says why not and what to do.
async fn withdraw(
    desk: &Desk,
    channel: &Channel,
    public_url: Option<&PublicUrl>,
) -> Result<(), String> {
    let hook = match public_url.and_then(|public_url| public_url.hook(&channel.key)) {
        _ if channel.is_polled => None,
        None => {
            return Err(
                "its platform calls a hook, and server.public_url is no https address: set it as \
                it was, or force the deletion and take the hook away on the platform"
                    .to_owned(),
            );
        }
        hook => hook,
    };
    let told = match desk.connector(channel).await {
        Ok(connector) => connector.disconnect(hook.as_deref()).await,
        Err(error) => Err(error),
    };
    match told {
        Ok(()) => Ok(()),
        // With refused credentials nothing can be taken back, and a plugin without the call needs none.
        Err(error) if matches!(error.class, ErrorClass::Auth | ErrorClass::Unsupported) => Ok(()),
        Err(error) => Err(format!(
            "the platform could not be told: {error}; delete the channel again later, or force it and \
             take the hook away on the platform"
        )),
    }
}

fn write(command: &mut Command<'_>, id: ChannelId) -> Result<ChannelId> {
    let before = command.channel_for_manage(id)?;
    let after = Channel {
        state: ChannelState::Deleted,
        state_reason: None,
        account: None,
        is_polled: false,
        schedule_id: None,
        version: before.version + 1,
        updated_at: command.now(),
        ..before.clone()
    };
    channel::update(command, &after)?;
    channel::retire(command, id)?;
    channel_secret::delete_all(command, id)?;
    plugin_value::delete_all(command, id)?;
    let change = Change::deleted(json!({
        "plugin": before.plugin, "key": before.key, "name": before.name, "account": before.account,
    }));
    command.record((EventKind::ChannelDeleted, "channel.delete"), &after, change)?;
    Ok(id)
}
