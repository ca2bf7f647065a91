//! Changes a schedule. Whatever keeps to it keeps to the new hours at once.

use super::times::{Holiday, check, checked_holidays, checked_hours, clean_zone};
use super::{columns, give_up_default, name_taken};
use crate::check::{check_version, clean_new_name};
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::hours::{Opening, Weekday};
use switchboard_model::schedule::{Schedule, ScheduleTimes};
use switchboard_model::{Permission, ScheduleId};
use switchboard_store::schedule;

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct UpdateInput {
    pub schedule_id: ScheduleId,
    /// The name, unique.
    pub name: Option<String>,
    /// The time zone, by its name in the IANA database.
    pub time_zone: Option<String>,
    /// The openings of a week, all of them.
    pub hours: Option<Vec<(Weekday, Opening)>>,
    /// The days that are different, all of them.
    pub holidays: Option<Vec<Holiday>>,
    /// Is it that of whatever has none of its own, in the place of the one that was it.
    pub is_default: Option<bool>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

command!(update: update_in(&UpdateInput) -> Schedule);

/// Changes the schedule.
///
/// # Errors
/// `Denied` without `schedule.manage`, `NotFound`, `Stale`, `Invalid` for what no clock and no calendar has and for a
/// schedule that never opens, `Taken` for a name that is taken.
pub fn update_in(command: &mut Command<'_>, input: &UpdateInput) -> Result<Schedule> {
    command.require(Permission::ScheduleManage)?;
    let name = clean_new_name(input.name.as_deref())?;
    let time_zone = input.time_zone.as_deref().map(clean_zone).transpose()?;
    let before = schedule::lock(command, input.schedule_id)?;
    check_version(input.expected_version, before.version)?;
    let (id, now) = (before.schedule_id, command.now());
    let old_times = schedule::times(command, id)?;
    let given = input.hours.as_ref().map(|hours| checked_hours(id, hours)).transpose()?;
    let days = input.holidays.as_ref().map(|days| checked_holidays(id, days)).transpose()?;
    let times = ScheduleTimes {
        hours: given.unwrap_or_else(|| old_times.hours.clone()),
        holidays: days.unwrap_or_else(|| old_times.holidays.clone()),
    };
    let after = Schedule {
        name: name.unwrap_or_else(|| before.name.clone()),
        time_zone: time_zone.unwrap_or_else(|| before.time_zone.clone()),
        is_default: input.is_default.unwrap_or(before.is_default),
        version: before.version + 1,
        updated_at: now,
        ..before.clone()
    };
    let change = Change::between(columns(&before, &old_times), columns(&after, &times));
    if change.is_nothing() {
        return Ok(before);
    }
    if times != old_times || after.time_zone != before.time_zone {
        check(&times, &after.time_zone, now)?;
    }
    let same = schedule::find_by_name(command, &after.name)?;
    if same.is_some_and(|same| same.schedule_id != id) {
        return Err(name_taken(&after.name));
    }
    if after.is_default && !before.is_default {
        give_up_default(command)?;
    }
    schedule::update(command, &after)?;
    if times != old_times {
        schedule::set_times(command, id, &times)?;
    }
    command.record((EventKind::ScheduleUpdated, "schedule.update"), &after, change)?;
    Ok(after)
}
