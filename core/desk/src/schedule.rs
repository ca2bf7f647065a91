//! Schedules: the business hours that admins make, and that channels and teams keep to.

pub mod create;
pub mod delete;
mod times;
pub mod update;

pub use times::Holiday;

use crate::limits::SCHEDULES_MAX;
use crate::read::Related;
use crate::{Change, Command, DeskError, Result};
use serde_json::{Value, json};
use std::collections::HashMap;
use switchboard_model::ScheduleId;
use switchboard_model::event::EventKind;
use switchboard_model::hours::{Hours, Opening};
use switchboard_model::schedule::{Schedule, ScheduleTimes};
use switchboard_store::{DatabaseConnection, schedule};

noun!(Schedule.schedule_id: ScheduleId in schedule, read as schedules, seen as Directory, all by name);

impl Related<'_> {
    /// The times of these schedules.
    pub fn times_of_schedules(
        &mut self,
        ids: &[ScheduleId],
    ) -> Result<HashMap<ScheduleId, ScheduleTimes>> {
        let (hours, holidays) = schedule::times_of_all(self.connection, ids)?;
        let mut times: HashMap<ScheduleId, ScheduleTimes> = HashMap::new();
        for row in hours {
            times.entry(row.schedule_id).or_default().hours.push(row);
        }
        for row in holidays {
            times.entry(row.schedule_id).or_default().holidays.push(row);
        }
        Ok(times)
    }
}

/// What a schedule's times mean.
///
/// # Errors
/// `Internal` for one that this server's zone database does not know any more.
pub fn hours_of(schedule: &Schedule, times: &ScheduleTimes) -> Result<Hours> {
    times.in_zone(&schedule.time_zone).map_err(|error| {
        DeskError::Internal(format!("the schedule {:?} is damaged: {error}", schedule.name))
    })
}

/// All schedules with what their times mean.
pub(crate) fn all_with_hours(
    connection: &mut DatabaseConnection,
) -> Result<Vec<(Schedule, Hours)>> {
    let rows = schedule::all(connection, SCHEDULES_MAX)?;
    let ids: Vec<ScheduleId> = rows.iter().map(|row| row.schedule_id).collect();
    let mut times = Related { connection }.times_of_schedules(&ids)?;
    let with_hours = |row: Schedule| {
        let hours = hours_of(&row, &times.remove(&row.schedule_id).unwrap_or_default())?;
        Ok((row, hours))
    };
    rows.into_iter().map(with_hours).collect()
}

/// The business hours of a channel: its own, else the default's; none, where there are none: then it is always open.
pub(crate) fn hours_of_channel(
    connection: &mut DatabaseConnection,
    id: Option<ScheduleId>,
) -> Result<Option<Hours>> {
    let found = match id {
        Some(id) => Some(schedule::get(connection, id)?),
        None => schedule::find_default(connection)?,
    };
    let Some(found) = found else { return Ok(None) };
    let times = schedule::times(connection, found.schedule_id)?;
    hours_of(&found, &times).map(Some)
}

/// Makes room for another default: the one that there is, is none any more.
fn give_up_default(command: &mut Command<'_>) -> Result<()> {
    let Some(before) = schedule::lock_default(command)? else { return Ok(()) };
    let after = Schedule {
        is_default: false,
        version: before.version + 1,
        updated_at: command.now(),
        ..before.clone()
    };
    schedule::update(command, &after)?;
    let change = Change::between(json!({ "is_default": true }), json!({ "is_default": false }));
    command.record((EventKind::ScheduleUpdated, "schedule.update"), &after, change)?;
    Ok(())
}

fn name_taken(name: &str) -> DeskError {
    let reason = format!("there is a schedule {name} already");
    DeskError::Taken { field: "name", reason }
}

fn columns(schedule: &Schedule, times: &ScheduleTimes) -> Value {
    let hours = times.hours.iter().map(|row| {
        let (from_minute, to_minute) = (row.from_minute, row.to_minute);
        format!("{} {}", row.weekday, Opening { from_minute, to_minute })
    });
    let holidays = times.holidays.iter().map(|row| {
        let openings: Vec<_> = row.openings.iter().map(ToString::to_string).collect();
        json!({ "day": row.day, "name": row.name, "openings": openings })
    });
    json!({
        "name": schedule.name,
        "time_zone": schedule.time_zone,
        "is_default": schedule.is_default,
        "hours": hours.collect::<Vec<_>>(),
        "holidays": holidays.collect::<Vec<_>>(),
    })
}
