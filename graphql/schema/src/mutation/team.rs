//! What is done with a team.

use crate::{
    family::{load, single},
    mutation::call::{Call, payload},
    scalars::Id,
    types::team::Team,
};
use async_graphql::{Context, InputObject, Object, Result};
use switchboard_desk::team;
use switchboard_model::{OperatorId, TeamId};

/// A new team.
#[derive(Clone, InputObject)]
pub struct TeamAddInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The name, unique.
    name: String,
    /// Who is in it.
    operator_ids: Option<Vec<Id<OperatorId>>>,
}

/// What to change of a team. Absent keeps.
#[derive(Clone, InputObject)]
pub struct TeamEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The team.
    team_id: Id<TeamId>,
    /// The name, unique.
    name: Option<String>,
    /// Who is in it: the whole list.
    operator_ids: Option<Vec<Id<OperatorId>>>,
    /// The version you have seen.
    expected_version: Option<i64>,
}

payload!(TeamAddPayload, "What came of adding a team.", team: Team, "The team; absent when it was not added.");
payload!(TeamEditPayload, "What came of changing a team.", team: Team, "The team as it is now; absent when it was not changed.");

#[derive(Default)]
pub struct TeamMutation;

/// What is done with a team.
#[Object]
impl TeamMutation {
    /// Adds a team.
    async fn team_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The team.")] input: TeamAddInput,
    ) -> Result<TeamAddPayload> {
        let call = Call::begin(ctx, "teamAdd", &input, input.client_mutation_id.as_ref())?;
        let operator_ids = input.operator_ids.into_iter().flatten().map(|id| id.0).collect();
        let command = team::add::AddInput { name: input.name, operator_ids };
        let done = team::add::add(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(TeamAddPayload::of(outcome, row.and_then(single)))
    }

    /// Changes a team.
    async fn team_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: TeamEditInput,
    ) -> Result<TeamEditPayload> {
        let call = Call::begin(ctx, "teamEdit", &input, input.client_mutation_id.as_ref())?;
        let (api, id) = (call.api, input.team_id.0);
        let command = team::edit::EditInput {
            team_id: id,
            name: input.name,
            operator_ids: input.operator_ids.map(|ids| ids.into_iter().map(|id| id.0).collect()),
            expected_version: input.expected_version,
        };
        let done = team::edit::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let team = if outcome.is_stale() {
            load::<Team>(api, [id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(TeamEditPayload::of(outcome, team))
    }
}
