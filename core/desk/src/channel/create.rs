//! Adds a channel. It is paused until it is connected; the built-in web chat works at once.

use super::{check, members};
use crate::check::{check_limit, check_team, clean_name, field_taken};
use crate::keys::random_word;
use crate::limits::CHANNELS_MAX;
use crate::secret_port::place;
use crate::{Change, Command, CommandResult, Context, Desk, Result, access};
use serde_json::json;
use std::collections::BTreeMap;
use switchboard_model::channel::{Channel, ChannelMembers, ChannelState, WEB_PLUGIN};
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, Permission, TeamId};
use switchboard_store::{Lane, channel, channel_member, channel_secret};

/// A new channel.
#[derive(Clone)]
pub struct CreateInput {
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
    /// Who sees its chats; where there are none, everybody.
    pub members: ChannelMembers,
    /// A contact who writes again this long after closing gets a new chat, in ms; none: never.
    pub reopen_within_ms: Option<i64>,
}

/// Adds the channel.
///
/// # Errors
/// `Denied` without `channel.manage`, `Unsupported` for a plugin that is not installed, `Invalid` for
/// the key, name, settings, secrets, team or members, `Taken` for a key that is taken.
pub async fn create(desk: &Desk, context: &Context, input: CreateInput) -> CommandResult<Channel> {
    access::require(&context.actor, Permission::ChannelManage)?;
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
        .collect::<Result<Vec<_>>>()?;
    let is_web = input.plugin == WEB_PLUGIN;
    let reason = "not connected yet: connect it".to_owned();
    let now = desk.now();
    let created = Channel {
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
        schedule_id: None,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    let members = input.members;
    let work = move |command: &mut Command<'_>| insert(command, (&created, &members), &sealed);
    desk.command(context, Lane::Any, work).await
}

fn insert(
    command: &mut Command<'_>,
    (created, members): (&Channel, &ChannelMembers),
    secrets: &[(String, Vec<u8>)],
) -> Result<Channel> {
    let instead = "change one that is not needed";
    check_limit(channel::count(command)?, CHANNELS_MAX, "channels", instead)?;
    check_team(command, created.team_id)?;
    channel::insert(command, created).map_err(|error| {
        field_taken(error, "key", || format!("the key {} is taken: choose another", created.key))
    })?;
    let members = members::checked(command, members.clone())?;
    channel_member::replace(command, created.channel_id, &members)?;
    let now = command.now();
    for (name, sealed) in secrets {
        channel_secret::upsert(command, created.channel_id, name, sealed, now)?;
    }
    let names: Vec<_> = secrets.iter().map(|(name, _)| name).collect();
    let columns = json!({
        "plugin": created.plugin, "key": created.key, "name": created.name,
        "settings": created.settings, "secrets": names,
        "team_id": created.team_id.map(|id| id.to_string()),
        "reopen_within_ms": created.reopen_within_ms,
    });
    let change = Change::created(members::with_columns(columns, &members));
    command.record((EventKind::ChannelCreated, "channel.create"), created, change)?;
    Ok(created.clone())
}
