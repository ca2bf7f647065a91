//! Makes a broadcast, which nobody hears of until it is started.

use super::audience::Plan;
use super::columns;
use crate::check::{check_limit, clean_name};
use crate::limits::{BROADCAST_RATE, BROADCAST_RATE_MAX, BROADCASTS_MAX};
use crate::{Change, Command, DeskError, Result};
use serde::Serialize;
use serde_json::{Value, json};
use switchboard_model::broadcast::{Broadcast, BroadcastState};
use switchboard_model::event::EventKind;
use switchboard_model::{ChannelId, Permission, TemplateId, Timestamp};
use switchboard_store::broadcast;
use switchboard_store::page::contacts::ContactFilter;

/// A new broadcast.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// What it is about; nobody outside reads it.
    pub name: String,
    /// What its contacts are like.
    pub filter: ContactFilter,
    /// The template whose texts are said.
    pub template_id: TemplateId,
    /// The channels by which it leaves, the preferred one first.
    pub channel_ids: Vec<ChannelId>,
    /// How many messages a minute leave by each channel; none: `limits::BROADCAST_RATE`.
    pub rate_per_minute: Option<i64>,
    /// When it begins, once it was started; none: at once.
    pub begins_at: Option<Timestamp>,
}

command!(create: create_in(&CreateInput) -> Broadcast);

/// Makes it. What it says is what the template says now.
///
/// # Errors
/// `Denied` without `broadcast.send`, `Invalid` for name, filter, template, channels and rate, `Conflict` when there
/// are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Broadcast> {
    command.require(Permission::BroadcastSend)?;
    let count = broadcast::count(command)?;
    check_limit(count, BROADCASTS_MAX, "broadcasts", "delete one")?;
    let rate_per_minute = checked_rate(input.rate_per_minute.unwrap_or(BROADCAST_RATE))?;
    let name = clean_name("name", &input.name)?;
    let actor = command.actor();
    let plan = Plan::asked(command, actor, &input.filter, input.template_id, &input.channel_ids)?;
    let now = command.now();
    let created = Broadcast {
        broadcast_id: command.id(),
        name,
        filter: stored(&plan.filter)?,
        template_id: input.template_id,
        texts: stored(&plan.texts)?,
        default_locale: plan.default_locale,
        channel_ids: stored_channels(&plan.channel_ids),
        rate_per_minute,
        state: BroadcastState::Draft,
        begins_at: input.begins_at,
        collected_id: 0,
        is_collected: false,
        recipient_count: 0,
        sent_count: 0,
        left_out_count: 0,
        operator_id: command.operator().ok().map(|operator| operator.operator_id),
        version: 1,
        created_at: now,
        updated_at: now,
    };
    broadcast::insert(command, &created)?;
    let change = Change::created(columns(&created));
    command.record((EventKind::BroadcastCreated, "broadcast.create"), &created, change)?;
    Ok(created)
}

pub(super) fn checked_rate(per_minute: i64) -> Result<i64> {
    if (1..=BROADCAST_RATE_MAX).contains(&per_minute) {
        return Ok(per_minute);
    }
    let reason = format!("is no number from 1 to {BROADCAST_RATE_MAX}");
    Err(DeskError::invalid("ratePerMinute", reason))
}

pub(super) fn stored_channels(ids: &[ChannelId]) -> Value {
    json!(ids.iter().map(|id| id.0).collect::<Vec<i64>>())
}

pub(super) fn stored(value: &impl Serialize) -> Result<Value> {
    serde_json::to_value(value).map_err(|error| DeskError::Internal(error.to_string()))
}
