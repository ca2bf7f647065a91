//! Tests a channel's credentials on its platform and registers the webhook.

use super::state;
use crate::admin::channel_for_manage;
use crate::{Context, Desk, DeskError, Done};
use std::sync::Arc;
use switchboard_model::ChannelId;
use switchboard_model::channel::Channel;
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::connector::Connector;
use switchboard_model::connector::{Connected, ConnectorError, ErrorClass};
use switchboard_store::{Lane, Transaction, channel};

/// Which channel, and where it can be reached.
#[derive(Clone, Debug)]
pub struct ConnectInput {
    /// The channel.
    pub channel_id: ChannelId,
    /// Where the server is reached from outside, such as `https://desk.example.com`; none: polling.
    pub public_url: Option<String>,
}

/// Connects the channel through its connector, outside any transaction, and keeps what came of it:
/// ACTIVE with its account, or BROKEN with the reason.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`, `Unsupported` without the plugin, `Conflict` when
/// another channel holds the account or the platform refused.
pub async fn connect(
    desk: &Desk,
    context: &Context,
    input: ConnectInput,
) -> Result<Done<Channel>, DeskError> {
    if let Some(done) = desk.answered(context).await? {
        return Ok(done);
    }
    let (actor, id) = (context.actor.clone(), input.channel_id);
    let before =
        desk.store().read(move |connection| channel_for_manage(connection, &actor, id)).await?;
    let connector = connector(desk, &before).await?;
    let webhook_url =
        input.public_url.map(|url| format!("{}/hooks/{}", url.trim_end_matches('/'), before.key));
    let is_polled = webhook_url.is_none();
    let answer = connector.connect(webhook_url.as_deref()).await;
    let (acting, epoch) = (context.clone(), desk.store().epoch());
    let refused = answer.as_ref().err().map(ToString::to_string);
    // A refusal is no answer to keep: the same call may go well the next time.
    let key = context.key.clone().filter(|_| refused.is_none());
    let context = Context { key, ..context.clone() };
    let done = desk
        .command(&context, Lane::Any, move |transaction| {
            let done = settle(transaction, &acting, id, is_polled, &answer, epoch)?;
            Ok(done.value)
        })
        .await?;
    match refused {
        Some(reason) => Err(DeskError::conflict(format!("the platform refused: {reason}"))),
        None => Ok(done),
    }
}

/// The connector of a channel, bound to its settings.
///
/// # Errors
/// `Unsupported` when the plugin is not installed or cannot be started; always for `web`.
async fn connector(desk: &Desk, channel: &Channel) -> Result<Arc<dyn Connector>, DeskError> {
    if channel.plugin == WEB_PLUGIN {
        return Err(DeskError::unsupported("the web chat is built in and needs no connection"));
    }
    let connector = desk
        .connectors()
        .connector(&channel.plugin, channel.channel_id, &channel.settings)
        .await
        .map_err(|error| DeskError::unsupported(error.to_string()))?;
    connector.ok_or_else(|| {
        let plugin = &channel.plugin;
        DeskError::unsupported(format!("the plugin {plugin} is not installed: install it first"))
    })
}

fn settle(
    transaction: &mut Transaction<'_>,
    context: &Context,
    id: ChannelId,
    is_polled: bool,
    answer: &Result<Connected, ConnectorError>,
    epoch: u32,
) -> Result<Done<Channel>, DeskError> {
    let before = channel::lock(transaction, id)?;
    let connected = match answer {
        Ok(connected) => connected,
        Err(error) if matches!(error.class, ErrorClass::Transient | ErrorClass::RateLimited) => {
            // Says nothing about the credentials: the channel stays as it was.
            let cursor = crate::admin::place(transaction, epoch)?;
            return Ok(Done { value: before, cursor });
        }
        Err(error) => {
            let (action, next) = ("channel.connect", ChannelState::Broken);
            let reason = Some(error.message.clone());
            return state::set(transaction, context, action, before, next, reason, epoch);
        }
    };
    let holder = channel::find_by_account(transaction, &before.plugin, &connected.unique_id)?;
    if let Some(other) = holder.filter(|other| other.channel_id != id) {
        return Err(DeskError::conflict(format!(
            "the channel {} has this account already: change that one, or use another account",
            other.name
        )));
    }
    let mut after = before.clone();
    after.state = ChannelState::Active;
    after.state_reason = None;
    after.is_polled = is_polled;
    after.account = Some(connected.unique_id.clone());
    if after == before {
        return Ok(Done { cursor: crate::admin::place(transaction, epoch)?, value: before });
    }
    let changed = ["state", "account", "is_polled"];
    state::write(transaction, context, "channel.connect", &before, after, &changed)
}
