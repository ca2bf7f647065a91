//! Adds a channel. It is paused until it is connected; the built-in web chat works at once.

use super::check;
use crate::admin::{append, clean_name, require, taken};
use crate::keys::random_word;
use crate::limits::CHANNELS_MAX;
use crate::secret_port::place;
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use std::collections::BTreeMap;
use switchboard_model::TeamId;
use switchboard_model::channel::Channel;
use switchboard_model::channel::{ChannelState, WEB_PLUGIN};
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::{ChannelId, Right};
use switchboard_store::{Lane, Transaction, channel, channel_secret};

/// A new channel.
#[derive(Clone)]
pub struct AddInput {
    /// The plugin, or `web`.
    pub plugin: String,
    /// The last part of the hook's path: 3 to 64 of `a-z 0-9 - _`; none: one is made.
    pub key: Option<String>,
    /// The name for operators.
    pub name: String,
    /// The settings by the plugin's schema, without secrets; for `web` see `web::WebSettings`.
    pub settings: serde_json::Value,
    /// The secrets by name. Never shown again.
    pub secrets: BTreeMap<String, String>,
    /// Where new chats go.
    pub team_id: Option<TeamId>,
    /// A contact who writes again this long after closing gets a new chat, in ms; none: never.
    pub reopen_within_ms: Option<i64>,
}

/// Adds the channel.
///
/// # Errors
/// `Denied` without `channel.manage`, `Unsupported` for a plugin that is not installed, `Invalid` for
/// the key, name, settings, secrets or team, `Conflict` for a key that is taken.
pub async fn add(
    desk: &Desk,
    context: &Context,
    input: AddInput,
) -> Result<Done<Channel>, DeskError> {
    require(&context.actor, Right::ChannelManage)?;
    let name = clean_name("name", &input.name)?;
    let key = check::key(input.key.as_deref())?;
    let fields = check::secret_fields(desk, &input.plugin)?;
    check::secrets(&fields, &input.plugin, &input.secrets)?;
    check::reopen(input.reopen_within_ms)?;
    let mut secrets = input.secrets.clone();
    for field in fields.iter().filter(|field| field.is_generated) {
        secrets.entry(field.name.clone()).or_insert_with(random_word);
    }
    let names: Vec<String> = secrets.keys().cloned().collect();
    check::settings(desk, &input.plugin, &input.settings, &names)?;
    let channel_id: ChannelId = desk.store().id();
    let sealed = secrets
        .iter()
        .map(|(name, value)| {
            let sealed = desk.keys().seal(&place(channel_id, name), value.as_bytes())?;
            Ok((name.clone(), sealed))
        })
        .collect::<Result<Vec<_>, DeskError>>()?;
    let is_web = input.plugin == WEB_PLUGIN;
    let reason = "not connected yet: connect it".to_owned();
    let now = desk.store().clock().now();
    let added = Channel {
        channel_id,
        plugin: input.plugin,
        key,
        name,
        state: if is_web { ChannelState::Active } else { ChannelState::Paused },
        state_reason: if is_web { None } else { Some(reason) },
        settings: input.settings,
        account: None,
        team_id: input.team_id,
        is_polled: false,
        poll_cursor: None,
        reopen_within_ms: input.reopen_within_ms,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let acting = context.clone();
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            insert(transaction, &acting, &added, &sealed).map(|done| done.value)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}

fn insert(
    transaction: &mut Transaction<'_>,
    context: &Context,
    added: &Channel,
    secrets: &[(String, Vec<u8>)],
) -> Result<Done<Channel>, DeskError> {
    if channel::count(transaction)? >= CHANNELS_MAX {
        let reason = format!("there are {} channels, the most there can be", CHANNELS_MAX);
        return Err(DeskError::conflict(reason));
    }
    check::team(transaction, added.team_id)?;
    channel::insert(transaction, added).map_err(|error| {
        taken(error, || format!("the key {} is taken: choose another", added.key))
    })?;
    let now = transaction.now();
    for (name, sealed) in secrets {
        channel_secret::upsert(transaction, added.channel_id, name, sealed, now)?;
    }
    let subject = (SubjectKind::Channel, added.channel_id.0);
    let names: Vec<_> = secrets.iter().map(|(name, _)| name).collect();
    let after = json!({
        "plugin": added.plugin, "key": added.key, "name": added.name, "settings": added.settings,
        "secrets": names, "team_id": added.team_id.map(|id| id.to_string()),
        "reopen_within_ms": added.reopen_within_ms,
    });
    audit::record(transaction, context, "channel.add", subject, None, Some(after))?;
    let cursor = append(transaction, context, EventKind::ChannelAdded, subject, &[])?;
    Ok(Done { value: added.clone(), cursor })
}
