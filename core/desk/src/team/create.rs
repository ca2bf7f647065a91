//! Adds a team.

use super::{columns, key, members};
use crate::check::{check_limit, clean_name, field_taken};
use crate::limits::TEAMS_MAX;
use crate::{Change, Command, Result};
use switchboard_model::event::EventKind;
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, Permission};
use switchboard_store::team;

/// A new team.
#[derive(Clone, Debug)]
pub struct CreateInput {
    /// The name, unique.
    pub name: String,
    /// Who is in it.
    pub operator_ids: Vec<OperatorId>,
}

command!(create: create_in(&CreateInput) -> Team);

/// Adds the team.
///
/// # Errors
/// `Denied` without `operator.manage`, `Forbidden` for operators with permissions that the actor lacks,
/// `Invalid`, `Taken` for a name that is taken.
pub fn create_in(command: &mut Command<'_>, input: &CreateInput) -> Result<Team> {
    command.require(Permission::OperatorManage)?;
    let name = clean_name("name", &input.name)?;
    check_limit(team::count(command)?, TEAMS_MAX, "teams", "change one that is not needed")?;
    let key = key::free(command, &name)?;
    let created = Team {
        team_id: command.id(),
        name,
        key,
        escalates_to_team_id: None,
        forward_expires_ms: None,
        schedule_id: None,
        deleted_at: None,
        version: 1,
        created_at: command.now(),
    };
    team::insert(command, &created).map_err(|error| {
        field_taken(error, "name", || format!("there is a team {} already", created.name))
    })?;
    members::set(command, &created, true, &input.operator_ids)?;
    let change = Change::created(columns(&created, &input.operator_ids));
    command.record((EventKind::TeamCreated, "team.create"), &created, change)?;
    Ok(created)
}
