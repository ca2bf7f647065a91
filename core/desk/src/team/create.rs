//! Adds a team.

use super::{columns, members};
use crate::check::{clean_name, taken};
use crate::limits::TEAMS_MAX;
use crate::{Change, Command, CommandResult, Context, Desk, DeskError};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, Permission};
use switchboard_store::{Lane, team};

/// A new team.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name, unique.
    pub name: String,
    /// Who is in it.
    pub operator_ids: Vec<OperatorId>,
}

/// Adds the team.
///
/// # Errors
/// `Denied` without `operator.manage`, `Invalid`, `Conflict` for a name that is taken.
pub async fn create(desk: &Desk, context: &Context, input: CreateInput) -> CommandResult<Team> {
    desk.command(context, Lane::Any, move |command| create_in(command, &input)).await
}

/// Adds the team inside a running command.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Team, DeskError> {
    command.require(Permission::OperatorManage)?;
    let name = clean_name("name", &input.name)?;
    if team::count(command)? >= TEAMS_MAX {
        let reason = format!("there are {TEAMS_MAX} teams, the most there can be");
        return Err(DeskError::conflict(reason));
    }
    let created = Team { team_id: command.id(), name, version: 1, created_at: command.now() };
    team::insert(command, &created)
        .map_err(|error| taken(error, || format!("there is a team {} already", created.name)))?;
    members::set(command, created.team_id, &input.operator_ids)?;
    let change = Change::created(columns(&created, &input.operator_ids));
    command.record((EventKind::TeamCreated, "team.create"), &created, change)?;
    Ok(created)
}
