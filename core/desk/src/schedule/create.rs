//! Makes a schedule.

use super::times::{Holiday, check, checked_holidays, checked_hours, clean_zone};
use super::{columns, give_up_default, name_taken};
use crate::check::{check_limit, clean_name};
use crate::limits::SCHEDULES_MAX;
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::hours::{Opening, Weekday};
use switchboard_model::schedule::{Schedule, ScheduleTimes};
use switchboard_model::{Permission, ScheduleId};
use switchboard_store::schedule;

/// A new schedule.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name, unique.
    pub name: String,
    /// The time zone, by its name in the IANA database.
    pub time_zone: String,
    /// The openings of a week, several a day.
    pub hours: Vec<(Weekday, Opening)>,
    /// The days that are different.
    pub holidays: Vec<Holiday>,
    /// Is it that of whatever has none of its own, in the place of the one that was it.
    pub is_default: bool,
}

command!(create: create_in(&CreateInput) -> Schedule);

/// Adds the schedule.
///
/// # Errors
/// `Denied` without `schedule.manage`, `Invalid` for what no clock and no calendar has and for a schedule that never
/// opens, `Taken` for a name that is taken, `Conflict` when there are too many.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Schedule> {
    command.require(Permission::ScheduleManage)?;
    let name = clean_name("name", &input.name)?;
    let count = schedule::count(command)?;
    check_limit(count, SCHEDULES_MAX, "schedules", "change one that is not needed")?;
    if schedule::find_by_name(command, &name)?.is_some() {
        return Err(name_taken(&name));
    }
    let (schedule_id, now): (ScheduleId, _) = (command.id(), command.now());
    let time_zone = clean_zone(&input.time_zone)?;
    let times = ScheduleTimes {
        hours: checked_hours(schedule_id, &input.hours)?,
        holidays: checked_holidays(schedule_id, &input.holidays)?,
    };
    check(&times, &time_zone, now)?;
    if input.is_default {
        give_up_default(command)?;
    }
    let created = Schedule {
        schedule_id,
        name,
        time_zone,
        is_default: input.is_default,
        version: 1,
        created_at: now,
        updated_at: now,
    };
    schedule::insert(command, &created)?;
    schedule::set_times(command, schedule_id, &times)?;
    let change = Change::created(columns(&created, &times));
    command.record((EventKind::ScheduleCreated, "schedule.create"), &created, change)?;
    Ok(created)
}
