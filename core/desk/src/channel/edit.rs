//! Changes a channel: name, settings, secrets, team.

use super::check;
use crate::admin::{append, channel_for_manage, check_version, clean_name, place as here};
use crate::secret_port::place;
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use switchboard_model::channel::Channel;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::{ChannelId, TeamId};
use switchboard_store::{Lane, Transaction, channel, channel_secret};

/// What to change; absent keeps.
#[derive(Clone)]
pub struct EditInput {
    /// The channel.
    pub channel_id: ChannelId,
    /// The name for operators.
    pub name: Option<String>,
    /// The settings, all of them.
    pub settings: Option<serde_json::Value>,
    /// Secrets to set, and with none to remove; others stay.
    pub secrets: BTreeMap<String, Option<String>>,
    /// Where new chats go; `Some(None)` for nowhere in particular.
    pub team_id: Option<Option<TeamId>>,
    /// When a contact gets a new chat, in ms after closing; `Some(None)`: never.
    pub reopen_within_ms: Option<Option<i64>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the channel. After new settings or secrets, connect it again.
///
/// # Errors
/// `Denied` without `channel.manage`, `NotFound`, `Stale`, `Invalid`, `Unsupported`.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Channel>, DeskError> {
    let (actor, id) = (context.actor.clone(), input.channel_id);
    let (before, mut names) = desk
        .store()
        .read(move |connection| -> Result<_, DeskError> {
            let before = channel_for_manage(connection, &actor, id)?;
            Ok((before, channel_secret::names(connection, id)?))
        })
        .await?;
    check_version(input.expected_version, before.version)?;
    let name = input.name.as_deref().map(|name| clean_name("name", name)).transpose()?;
    check::reopen(input.reopen_within_ms.flatten())?;
    let fields = check::secret_fields(desk, &before.plugin)?;
    let set: BTreeMap<String, String> = input
        .secrets
        .iter()
        .filter_map(|(name, value)| Some((name.clone(), value.clone()?)))
        .collect();
    check::secrets(&fields, &before.plugin, &set)?;
    names.retain(|name| !matches!(input.secrets.get(name), Some(None)));
    names.extend(set.keys().filter(|name| !names.contains(name)).cloned().collect::<Vec<_>>());
    let settings = input.settings.as_ref().unwrap_or(&before.settings);
    check::settings(desk, &before.plugin, settings, &names)?;
    let mut secrets = Vec::new();
    for (name, value) in &input.secrets {
        let sealed =
            value.as_ref().map(|value| desk.keys().seal(&place(id, name), value.as_bytes()));
        secrets.push((name.clone(), sealed.transpose()?));
    }
    let change = Change { before, name, input, secrets };
    let (acting, epoch) = (context.clone(), desk.store().epoch());
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            apply(transaction, &acting, &change, epoch).map(|done| done.value)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}

struct Change {
    before: Channel,
    name: Option<String>,
    input: EditInput,
    secrets: Vec<(String, Option<Vec<u8>>)>,
}

fn apply(
    transaction: &mut Transaction<'_>,
    context: &Context,
    change: &Change,
    epoch: u32,
) -> Result<Done<Channel>, DeskError> {
    let input = &change.input;
    let before = channel::lock(transaction, input.channel_id)?;
    // The settings were checked against this version.
    if before.version != change.before.version {
        return Err(DeskError::Stale);
    }
    let mut after = before.clone();
    if let Some(name) = &change.name {
        after.name.clone_from(name);
    }
    if let Some(settings) = &input.settings {
        after.settings.clone_from(settings);
    }
    if let Some(team_id) = input.team_id {
        check::team(transaction, team_id)?;
        after.team_id = team_id;
    }
    if let Some(reopen_within_ms) = input.reopen_within_ms {
        after.reopen_within_ms = reopen_within_ms;
    }
    let (old, new) = (columns(&before), columns(&after));
    let mut changed: Vec<&str> = new
        .iter()
        .filter(|(key, value)| old.get(*key) != Some(value))
        .map(|(key, _)| key.as_str())
        .collect();
    if !change.secrets.is_empty() {
        changed.push("secrets");
    }
    if changed.is_empty() {
        return Ok(Done { value: before, cursor: here(transaction, epoch)? });
    }
    let now = transaction.now();
    after.version += 1;
    after.updated_at = now;
    channel::update(transaction, &after)?;
    for (name, sealed) in &change.secrets {
        match sealed {
            Some(sealed) => {
                channel_secret::upsert(transaction, after.channel_id, name, sealed, now)?;
            }
            None => channel_secret::delete(transaction, after.channel_id, name)?,
        }
    }
    let subject = (SubjectKind::Channel, after.channel_id.0);
    let mut line = new.clone();
    let names: Vec<_> = change.secrets.iter().map(|(name, _)| name).collect();
    line.insert("secrets_changed".to_owned(), json!(names));
    let (old, line) = (Value::Object(old), Value::Object(line));
    audit::record(transaction, context, "channel.edit", subject, Some(old), Some(line))?;
    let cursor = append(transaction, context, EventKind::ChannelEdited, subject, &changed)?;
    Ok(Done { value: after, cursor })
}

fn columns(channel: &Channel) -> Map<String, Value> {
    [
        ("name", json!(channel.name)),
        ("settings", channel.settings.clone()),
        ("team_id", json!(channel.team_id.map(|id| id.to_string()))),
        ("reopen_within_ms", json!(channel.reopen_within_ms)),
    ]
    .into_iter()
    .map(|(name, value)| (name.to_owned(), value))
    .collect()
}
