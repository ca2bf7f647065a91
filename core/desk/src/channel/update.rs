//! Changes a channel: name, settings, secrets, team, who sees its chats.

use super::{check, members};
use crate::access::channel_for_manage;
use crate::check::{check_schedule, check_team, check_version, clean_new_name};
use crate::keys::random_word;
use crate::secret_port::place;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError, Result};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use switchboard_model::channel::{Channel, ChannelMembers};
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, OperatorId, ScheduleId, TeamId};
use switchboard_store::{Lane, channel, channel_member, channel_secret};

/// What to change; absent keeps.
#[derive(Clone)]
pub struct UpdateInput {
    pub channel_id: ChannelId,
    /// The name for operators.
    pub name: Option<String>,
    /// The settings, all of them.
    pub settings: Option<Value>,
    /// Secrets to set, and with none to remove; others stay.
    pub secrets: BTreeMap<String, Option<String>>,
    /// Where new chats go; `Some(None)` for nowhere in particular.
    pub team_id: Option<Option<TeamId>>,
    /// The operators who see its chats, all of them; where there are neither operators nor teams, everybody.
    pub member_operator_ids: Option<Vec<OperatorId>>,
    /// The teams that see its chats, all of them.
    pub member_team_ids: Option<Vec<TeamId>>,
    /// When a contact gets a new chat, in ms after closing; `Some(None)`: never.
    pub reopen_within_ms: Option<Option<i64>>,
    /// Its business hours; `Some(None)`: the default's.
    pub schedule_id: Option<Option<ScheduleId>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the channel. After new settings or secrets, connect it again. A setting that says where a secret
/// is sent changes only together with that secret; one that is made here is made again.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`, `Stale`, `Invalid`, `Unsupported`.
pub async fn update(desk: &Desk, context: &Context, input: UpdateInput) -> CommandResult<Channel> {
    let (actor, id) = (context.actor.clone(), input.channel_id);
    let (before, mut names) = desk
        .store()
        .read(move |connection| -> Result<_> {
            let before = channel_for_manage(connection, &actor, id)?;
            Ok((before, channel_secret::names(connection, id)?))
        })
        .await?;
    check_version(input.expected_version, before.version)?;
    let name = clean_new_name(input.name.as_deref())?;
    check::reopen(input.reopen_within_ms.flatten())?;
    let fields = check::secret_fields(desk, &before.plugin)?;
    let settings = input.settings.as_ref().unwrap_or(&before.settings);
    let mut given = input.secrets.clone();
    for (field, setting) in check::moved(&fields, &before.settings, settings) {
        if given.contains_key(&field.name) || !names.contains(&field.name) {
            continue;
        }
        if !field.is_generated {
            let name = &field.name;
            let reason = format!("{setting} says where {name} is sent: give {name} again with it");
            return Err(DeskError::invalid("secrets", reason));
        }
        given.insert(field.name.clone(), Some(random_word()));
    }
    let set: BTreeMap<String, String> =
        given.iter().filter_map(|(name, value)| Some((name.clone(), value.clone()?))).collect();
    check::secrets(&fields, &before.plugin, &set)?;
    names.retain(|name| !matches!(given.get(name), Some(None)));
    names.extend(set.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
    check::settings(desk, &before.plugin, settings, &names)?;
    let mut secrets = Vec::new();
    for (name, value) in &given {
        let sealed =
            value.as_ref().map(|value| desk.keys().seal(&place(id, name), value.as_bytes()));
        secrets.push((name.clone(), sealed.transpose()?));
    }
    let checked = Checked { version: before.version, name, input, secrets };
    desk.command(context, Lane::Any, move |command| write(command, &checked)).await
}

/// What was checked against this version of the channel.
struct Checked {
    version: i64,
    name: Option<String>,
    input: UpdateInput,
    secrets: Vec<(String, Option<Vec<u8>>)>,
}

fn write(command: &mut Command<'_>, checked: &Checked) -> Result<Channel> {
    let input = &checked.input;
    let before = command.channel_for_manage(input.channel_id)?;
    if before.version != checked.version {
        return Err(DeskError::Stale);
    }
    check_team(command, input.team_id.flatten())?;
    check_schedule(command, input.schedule_id.flatten())?;
    let now = command.now();
    let after = Channel {
        name: checked.name.clone().unwrap_or_else(|| before.name.clone()),
        settings: input.settings.clone().unwrap_or_else(|| before.settings.clone()),
        team_id: input.team_id.unwrap_or(before.team_id),
        reopen_within_ms: input.reopen_within_ms.unwrap_or(before.reopen_within_ms),
        schedule_id: input.schedule_id.unwrap_or(before.schedule_id),
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    let old_members = members::of_channel(command, before.channel_id)?;
    let (operator_ids, team_ids) = (&input.member_operator_ids, &input.member_team_ids);
    let wanted = ChannelMembers {
        operator_ids: operator_ids.clone().unwrap_or_else(|| old_members.operator_ids.clone()),
        team_ids: team_ids.clone().unwrap_or_else(|| old_members.team_ids.clone()),
    };
    let members = members::checked(command, wanted)?;
    // Of secrets the log tells the names alone.
    let secrets: Vec<_> = checked.secrets.iter().map(|(name, _)| name).collect();
    let change = Change::between(
        members::with_columns(columns(&before, &[]), &old_members),
        members::with_columns(columns(&after, &secrets), &members),
    );
    if change.is_nothing() {
        return Ok(before);
    }
    channel::update(command, &after)?;
    if members != old_members {
        channel_member::replace(command, after.channel_id, &members)?;
    }
    for (name, sealed) in &checked.secrets {
        match sealed {
            Some(sealed) => channel_secret::upsert(command, after.channel_id, name, sealed, now)?,
            None => channel_secret::delete(command, after.channel_id, name)?,
        }
    }
    command.record((EventKind::ChannelUpdated, "channel.update"), &after, change)?;
    Ok(after)
}

fn columns(channel: &Channel, secrets: &[&String]) -> Value {
    json!({
        "name": channel.name,
        "settings": channel.settings,
        "team_id": channel.team_id.map(|id| id.to_string()),
        "reopen_within_ms": channel.reopen_within_ms,
        "schedule_id": channel.schedule_id.map(|id| id.to_string()),
        "secrets": secrets,
    })
}
