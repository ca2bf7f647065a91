//! Teams: operators that channels and chats are assigned to.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    relation::{ToMany, ToOne},
    types::{event::event, operator::Operator, schedule::Schedule},
};
use async_graphql::{Context, ID, MaybeUndefined, Object, Result};
use switchboard_desk::team::{create, delete, update};
use switchboard_graphql::{
    cost, input,
    limits::LIST_MAX,
    object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{OperatorId, ScheduleId, TeamId, operator};

batched!(Team of operator::Team, team_id: TeamId, Relations);

#[derive(Default)]
pub struct Relations {
    operators: ToMany<TeamId, Operator>,
    above: ToOne<Team>,
    schedules: ToOne<Schedule>,
}

impl Noun for Team {
    const ROWS: Rows<Self> = |related, ids| related.teams(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.present_teams(ids);
    const IS_TOLD: IsTold = |_, _| true;
    const IS_GONE: fn(&operator::Team) -> bool = |row| row.deleted_at.is_some();
}

event! {
    /// A team was created, changed or deleted.
    TeamEvent {
        /// The team as it is now; absent when it was deleted.
        team: Team
    }
}

/// A group of operators that channels and chats are assigned to.
#[object(id = team_id)]
impl Team {
    /// The name, unique among the teams that are there.
    fn name(&self) -> &str;
    /// The word by which rules name it, unique among the teams that are there.
    fn key(&self) -> &str;

    /// Who is in it.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn operators(&self, ctx: &Context<'_>) -> Result<Vec<Operator>> {
        self.0
            .many_to_many(
                ctx,
                |of| &of.operators,
                |row| row.team_id,
                |related, ids| related.team_members(ids),
            )
            .await
    }

    /// The team that its chats go to when they are escalated by a level; absent where there is none.
    async fn escalates_to(&self, ctx: &Context<'_>) -> Result<Option<Team>> {
        self.0.one(ctx, |of| &of.above, |row| row.escalates_to_team_id).await
    }

    /// How long an offer of a chat waits for it, in milliseconds; absent: as long as usual.
    fn forward_expires_ms(&self) -> Option<i64>;

    /// Its business hours; absent: it keeps to the default's, and where there is none it is always open.
    async fn schedule(&self, ctx: &Context<'_>) -> Result<Option<Schedule>> {
        self.0.one(ctx, |of| &of.schedules, |row| row.schedule_id).await
    }

    /// When it was deleted: closed chats still name it. Absent while it is there.
    fn deleted_at(&self) -> Option<DateTime>;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct TeamQuery;

/// The teams.
#[Object]
impl TeamQuery {
    /// The teams, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn teams(&self, ctx: &Context<'_>) -> Result<Vec<Team>> {
        Ok(batch(read(ctx, |reader| reader.teams(LIST_MAX)).await?))
    }
}

input! {
    /// A new team.
    TeamCreateInput into create::CreateInput {
        /// The name, unique.
        name: String,
        /// Who is in it.
        operator_ids: Option<Vec<Id<OperatorId>>>,
    }

    /// What to change of a team. Absent keeps.
    TeamUpdateInput into update::UpdateInput {
        /// The team.
        team_id: Id<TeamId>,
        /// The name, unique.
        name: Option<String>,
        /// The word by which rules name it: small letters, digits and `-`. It is made of the first name, and stays
        /// when the team is renamed. A rule that runs and names the old word fails, and says so.
        key: Option<String>,
        /// Who is in it: the whole list.
        operator_ids: Option<Vec<Id<OperatorId>>>,
        /// The team that its chats go to when they are escalated by a level; null: none.
        escalates_to_team_id: MaybeUndefined<Id<TeamId>>,
        /// How long an offer of a chat waits for it, in milliseconds, a minute to a day; null: as long as
        /// usual.
        forward_expires_ms: MaybeUndefined<i64>,
        /// Its business hours; null: the default's.
        schedule_id: MaybeUndefined<Id<ScheduleId>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The team to delete.
    TeamDeleteInput of TeamId {
        /// The team.
        team_id
    }
}

payload!(TeamCreatePayload, "The result of creating a team.", team: Team, "The team; absent when it was not created.");
payload!(TeamUpdatePayload, "The result of changing a team.", team: Team, "The team as it is now; absent when it was not changed.");
payload!(TeamDeletePayload, "The result of deleting a team.", deleted_id: ID, "The id of the team; absent when it was not deleted.");

mutations! {
    /// What is done with a team.
    TeamMutation {
        /// Creates a team.
        team_create(TeamCreateInput, "The team.") -> TeamCreatePayload { create::create }
        /// Changes a team.
        team_update(TeamUpdateInput, "What to change.")
            -> TeamUpdatePayload { update::update, version of team_id }
        /// Deletes a team that no open chat, channel, team, text or view needs; its operators leave it.
        team_delete(TeamDeleteInput, "The team.") -> TeamDeletePayload { delete::delete }
    }
}
