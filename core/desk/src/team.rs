//! What is done with a team.

pub mod create;
pub mod delete;
mod key;
mod members;
pub mod update;

use serde_json::{Value, json};
use switchboard_model::OperatorId;
use switchboard_model::operator::Team;

noun!(Team.team_id: TeamId in team, read as teams, seen as Directory, all by name);

fn columns(team: &Team, members: &[OperatorId]) -> Value {
    let members: Vec<_> = members.iter().map(ToString::to_string).collect();
    json!({
        "name": team.name,
        "key": team.key,
        "operator_ids": members,
        "escalates_to_team_id": team.escalates_to_team_id.map(|id| id.to_string()),
        "forward_expires_ms": team.forward_expires_ms,
        "schedule_id": team.schedule_id.map(|id| id.to_string()),
    })
}
