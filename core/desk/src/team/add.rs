//! Adds a team.

use super::members;
use crate::admin::{append, clean_name, require, taken};
use crate::limits::TEAMS_MAX;
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::Right;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{Lane, team};

use switchboard_model::OperatorId;
use switchboard_model::operator::Team;

/// A new team.
#[derive(Clone, Debug)]
pub struct AddInput {
    /// The name, unique.
    pub name: String,
    /// Who is in it.
    pub operator_ids: Vec<OperatorId>,
}

/// Adds the team.
///
/// # Errors
/// `Denied` without `operator.manage`, `Invalid`, `Conflict` for a name that is taken.
pub async fn add(desk: &Desk, context: &Context, input: AddInput) -> Result<Done<Team>, DeskError> {
    require(&context.actor, Right::OperatorManage)?;
    let name = clean_name("name", &input.name)?;
    let acting = context.clone();
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            if team::count(transaction)? >= TEAMS_MAX {
                let reason = format!("there are {TEAMS_MAX} teams, the most there can be");
                return Err(DeskError::conflict(reason));
            }
            let added = Team {
                team_id: transaction.id(),
                name: name.clone(),
                version: 1,
                created_at: transaction.now(),
            };
            team::insert(transaction, &added)
                .map_err(|error| taken(error, || format!("there is a team {name} already")))?;
            members::set(transaction, &acting, added.team_id, &input.operator_ids)?;
            let subject = (SubjectKind::Team, added.team_id.0);
            let words: Vec<_> = input.operator_ids.iter().map(ToString::to_string).collect();
            let after = json!({ "name": added.name, "operator_ids": words });
            audit::record(transaction, &acting, "team.add", subject, None, Some(after))?;
            let changed = ["name", "operator_ids"];
            append(transaction, &acting, EventKind::TeamEdited, subject, &changed)?;
            Ok(added)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}
