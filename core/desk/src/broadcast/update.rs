//! Changes a broadcast while nobody was looked for that it means: nobody has heard of it then.

use super::audience::{check_channels, check_filter, texts_of_template};
use super::columns;
use super::create::{checked_rate, stored, stored_channels};
use crate::check::{check_version, clean_new_name};
use crate::{Change, Command, DeskError, Result};
use switchboard_model::broadcast::{Broadcast, BroadcastState};
use switchboard_model::event::EventKind;
use switchboard_model::{BroadcastId, ChannelId, Permission, TemplateId, Timestamp};
use switchboard_store::broadcast;
use switchboard_store::page::contacts::ContactFilter;

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub broadcast_id: BroadcastId,
    /// What it is about; nobody outside reads it.
    pub name: Option<String>,
    /// What its contacts are like.
    pub filter: Option<ContactFilter>,
    /// The template whose texts are said, as they are now, also of the one that it has.
    pub template_id: Option<TemplateId>,
    /// The channels by which it leaves, the preferred one first.
    pub channel_ids: Option<Vec<ChannelId>>,
    /// How many messages a minute leave by each channel.
    pub rate_per_minute: Option<i64>,
    /// When it begins, once it was started; `Some(None)`: at once.
    pub begins_at: Option<Option<Timestamp>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Broadcast);

/// Changes it.
///
/// # Errors
/// `Denied` without `broadcast.send`, `NotFound`, `Stale`, `Conflict` for one that may have been sent, `Invalid` for
/// name, filter, template, channels and rate.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Broadcast> {
    command.require(Permission::BroadcastSend)?;
    let name = clean_new_name(input.name.as_deref())?;
    let rate = input.rate_per_minute.map(checked_rate).transpose()?;
    let before = broadcast::lock(command, input.broadcast_id)?;
    check_version(input.expected_version, before.version)?;
    check_unsent(&before)?;
    let mut after = Broadcast {
        name: name.unwrap_or_else(|| before.name.clone()),
        rate_per_minute: rate.unwrap_or(before.rate_per_minute),
        begins_at: input.begins_at.unwrap_or(before.begins_at),
        ..before.clone()
    };
    let actor = command.actor();
    if let Some(filter) = &input.filter {
        check_filter(filter)?;
        after.filter = stored(filter)?;
    }
    if let Some(ids) = &input.channel_ids {
        check_channels(command, actor, ids)?;
        after.channel_ids = stored_channels(ids);
    }
    if let Some(id) = input.template_id {
        let (texts, default_locale) = texts_of_template(command, actor, id)?;
        after.template_id = id;
        after.texts = stored(&texts)?;
        after.default_locale = default_locale;
    }
    let mut change = Change::between(columns(&before), columns(&after));
    if after.texts != before.texts {
        change.detail.changed.push("texts".to_owned());
    }
    if change.is_nothing() {
        return Ok(before);
    }
    after.version += 1;
    after.updated_at = command.now();
    broadcast::update(command, &after)?;
    command.record((EventKind::BroadcastUpdated, "broadcast.update"), &after, change)?;
    Ok(after)
}

/// Nobody was looked for yet, and nobody is until it is started or resumed.
fn check_unsent(row: &Broadcast) -> Result<()> {
    let is_begun = row.is_collected || row.collected_id > 0;
    let reason = match row.state {
        BroadcastState::Draft => return Ok(()),
        BroadcastState::Paused if !is_begun => return Ok(()),
        BroadcastState::Running if !is_begun => {
            "the broadcast runs: pause it, and change it if nobody was looked for by then"
        }
        BroadcastState::Running | BroadcastState::Paused => {
            "the broadcast has begun: cancel it, and create another one"
        }
        BroadcastState::Ended => "the broadcast has ended: create another one",
        BroadcastState::Cancelled => "the broadcast was cancelled: create another one",
    };
    Err(DeskError::conflict(reason))
}
