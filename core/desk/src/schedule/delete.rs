//! Deletes a schedule that nothing keeps to.

use super::columns;
use crate::{Change, Command, DeskError, Result};
use switchboard_model::event::EventKind;
use switchboard_model::{Permission, ScheduleId};
use switchboard_store::schedule;

command!(delete: delete_in(ScheduleId) -> ScheduleId);

/// Deletes the schedule. Where it was the default, whatever has none of its own is always open from then on.
///
/// # Errors
/// `Denied` without `schedule.manage`, `NotFound`, `Conflict` while channels or teams keep to it: which hours they
/// have instead, nobody can guess.
pub fn delete_in(command: &mut Command<'_>, id: ScheduleId) -> Result<ScheduleId> {
    command.require(Permission::ScheduleManage)?;
    let before = schedule::lock(command, id)?;
    if schedule::is_needed(command, id)? {
        let reason =
            "the schedule is needed: channels or teams keep to it: give them another one first";
        return Err(DeskError::conflict(reason.to_owned()));
    }
    let times = schedule::times(command, id)?;
    schedule::delete(command, id)?;
    let change = Change::deleted(columns(&before, &times));
    command.record((EventKind::ScheduleDeleted, "schedule.delete"), &before, change)?;
    Ok(id)
}
