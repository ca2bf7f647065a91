//! Asks a channel's platform whether its settings and secrets work. Nothing is kept of that, here or there.

use super::connect::says_nothing;
use crate::access::channel_for_manage;
use crate::{Context, Desk, Result};
use switchboard_model::ChannelId;
use switchboard_model::channel::{Channel, WEB_PLUGIN};
use switchboard_model::connector::{Connected, ConnectorResult};
use switchboard_store::channel;

/// What a platform says of a channel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tested {
    /// The platform's id of the account; none where it told none.
    pub account: Option<String>,
    /// What the account is called there.
    pub title: Option<String>,
    /// What is in the way, and what to do; none when it works.
    pub problem: Option<String>,
}

/// Asks the channel's platform for its account, outside any transaction.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`.
pub async fn test(desk: &Desk, context: &Context, id: ChannelId) -> Result<Tested> {
    let actor = context.actor.clone();
    let tested =
        desk.store().read(move |connection| channel_for_manage(connection, &actor, id)).await?;
    if tested.plugin == WEB_PLUGIN {
        return Ok(Tested { account: None, title: None, problem: None });
    }
    match account_of(desk, &tested).await {
        Ok(account) => found(desk, tested, account).await,
        Err(error) => {
            let problem = if says_nothing(&error) {
                format!("the platform could not be asked: {error}; try again later")
            } else {
                format!("the platform refused: {error}")
            };
            Ok(Tested { account: None, title: None, problem: Some(problem) })
        }
    }
}

async fn account_of(desk: &Desk, channel: &Channel) -> ConnectorResult<Connected> {
    desk.connector(channel).await?.identify().await
}

/// The account is there; another channel may have it.
async fn found(desk: &Desk, tested: Channel, connected: Connected) -> Result<Tested> {
    let Connected { unique_id: account, title, .. } = connected;
    let (plugin, wanted) = (tested.plugin, account.clone());
    let other = desk
        .store()
        .read(move |connection| channel::find_by_account(connection, &plugin, &wanted))
        .await?;
    let problem = other.filter(|other| other.channel_id != tested.channel_id).map(|other| {
        format!("the channel {:?} has this account already: use another account", other.name)
    });
    Ok(Tested { account: Some(account), title: Some(title), problem })
}
