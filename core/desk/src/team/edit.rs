//! Changes a team: its name, who is in it.

use super::members;
use crate::admin::{append, check_version, clean_name, taken, team_for_manage};
use crate::{Context, Desk, DeskError, Done, audit};
use serde_json::json;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_model::operator::Team;
use switchboard_model::{OperatorId, TeamId};
use switchboard_store::{Lane, team};

/// What to change; absent keeps.
#[derive(Clone, Debug)]
pub struct EditInput {
    /// The team.
    pub team_id: TeamId,
    /// The name, unique.
    pub name: Option<String>,
    /// Who is in it, all of them.
    pub operator_ids: Option<Vec<OperatorId>>,
    /// The version the caller has seen.
    pub expected_version: Option<i64>,
}

/// Changes the team.
///
/// # Errors
/// `Denied` without `operator.manage`, `NotFound`, `Stale`, `Invalid`, `Conflict` for a taken name.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Team>, DeskError> {
    let name = input.name.as_deref().map(|name| clean_name("name", name)).transpose()?;
    let acting = context.clone();
    let done = desk
        .command(context, Lane::Any, move |transaction| {
            let before = team_for_manage(transaction, &acting.actor, input.team_id)?;
            check_version(input.expected_version, before.version)?;
            let mut after = before.clone();
            let mut changed = Vec::new();
            if let Some(name) = name.as_ref().filter(|name| **name != before.name) {
                after.name.clone_from(name);
                changed.push("name");
            }
            let old_members = team::members(transaction, before.team_id)?;
            if let Some(wanted) = &input.operator_ids
                && !members::set(transaction, &acting, before.team_id, wanted)?.is_empty()
            {
                changed.push("operator_ids");
            }
            if changed.is_empty() {
                return Ok(before);
            }
            after.version += 1;
            team::update(transaction, &after).map_err(|error| {
                taken(error, || format!("there is a team {} already", after.name))
            })?;
            let new_members = team::members(transaction, after.team_id)?;
            let line = |team: &Team, members: &[OperatorId]| {
                let words: Vec<_> = members.iter().map(ToString::to_string).collect();
                Some(json!({ "name": team.name, "operator_ids": words }))
            };
            let (old, new) = (line(&before, &old_members), line(&after, &new_members));
            let subject = (SubjectKind::Team, after.team_id.0);
            audit::record(transaction, &acting, "team.edit", subject, old, new)?;
            append(transaction, &acting, EventKind::TeamEdited, subject, &changed)?;
            Ok(after)
        })
        .await?;
    desk.sessions().rights_changed();
    Ok(done)
}
