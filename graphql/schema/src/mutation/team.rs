//! What is done with a team.

use crate::{mutation::call::mutations, types::team::Team};

use switchboard_desk::team::{create, update};
use switchboard_graphql::{input, payload, scalars::Id};
use switchboard_model::{OperatorId, TeamId};

input! {
    /// A new team.
    TeamCreateInput into create::CreateInput {
        /// The name, unique.
        name: String,
        /// Who is in it.
        operator_ids: Option<Vec<Id<OperatorId>>>,
    }
}

input! {
    /// What to change of a team. Absent keeps.
    TeamUpdateInput into update::UpdateInput {
        /// The team.
        team_id: Id<TeamId>,
        /// The name, unique.
        name: Option<String>,
        /// Who is in it: the whole list.
        operator_ids: Option<Vec<Id<OperatorId>>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }
}

payload!(TeamCreatePayload, "The result of creating a team.", team: Team, "The team; absent when it was not created.");
payload!(TeamUpdatePayload, "The result of changing a team.", team: Team, "The team as it is now; absent when it was not changed.");

mutations! {
    /// What is done with a team.
    TeamMutation {
        /// Creates a team.
        team_create(TeamCreateInput, "The team.") -> TeamCreatePayload { create::create }
        /// Changes a team.
        team_update(TeamUpdateInput, "What to change.")
            -> TeamUpdatePayload { update::update, version of team_id }
    }
}
