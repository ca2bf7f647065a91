//! Deletes a team that nothing needs any more. Its closed chats and the history still name it.

use super::{columns, members};
use crate::{Change, Command, DeskError, Result};
use switchboard_model::TeamId;
use switchboard_model::event::EventKind;
use switchboard_model::operator::Team;
use switchboard_store::team;

command!(delete: delete_in(TeamId) -> TeamId);

/// Deletes the team, and its operators leave it. What is somebody's work is moved by hand first: where it
/// belongs, nobody can guess. A closed chat of it goes to its channel's team when it comes back.
///
/// # Errors
/// `Denied` without `operator.manage`, `Forbidden` for operators with permissions that the actor lacks,
/// `NotFound`, also for one that was deleted before, `Conflict` while there are open chats, channels, teams
/// or texts that need it.
pub fn delete_in(command: &mut Command<'_>, team_id: TeamId) -> Result<TeamId> {
    let before = command.team_for_manage(team_id)?;
    check_unneeded(command, team_id)?;
    let operators = team::members(command, team_id)?;
    members::set(command, &before, false, &[])?;
    let after = Team {
        escalates_to_team_id: None,
        schedule_id: None,
        deleted_at: Some(command.now()),
        version: before.version + 1,
        ..before.clone()
    };
    team::update(command, &after)?;
    let change = Change::deleted(columns(&before, &operators));
    command.record((EventKind::TeamDeleted, "team.delete"), &after, change)?;
    Ok(team_id)
}

fn check_unneeded(command: &mut Command<'_>, id: TeamId) -> Result<()> {
    let reason = if team::has_open_chats(command, id)? {
        "open chats belong to it or are offered by it or to it: assign or close them first"
    } else if team::has_channels(command, id)? {
        // A channel that lost its only member would be everybody's.
        "channels give it their chats or have it as a member: name another team there first"
    } else if team::is_escalated_to(command, id)? {
        "another team escalates to it: name another one there first"
    } else if team::has_texts(command, id)? {
        "it has templates, replacements, macros or views of its own: delete them first"
    } else {
        return Ok(());
    };
    Err(DeskError::conflict(format!("the team is needed: {reason}")))
}
