//! A team: operators that channels and chats are assigned to.

use crate::{
    batch::batched,
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToMany,
    types::{event::event, operator::Operator},
};
use async_graphql::{Context, Result};
use switchboard_graphql::{cost, object, scalars::DateTime};
use switchboard_model::{TeamId, operator};

batched!(Team of operator::Team, team_id: TeamId, Relations);

#[derive(Default)]
pub struct Relations {
    operators: ToMany<TeamId, Operator>,
}

impl Noun for Team {
    const ROWS: Rows<Self> = |related, ids| related.teams(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().teams(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A team was created or changed.
    TeamEvent {
        /// The team as it is now.
        team: Team
    }
}

/// A group of operators that channels and chats are assigned to.
#[object(id = team_id)]
impl Team {
    /// The name, unique.
    fn name(&self) -> &str;

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

    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}
