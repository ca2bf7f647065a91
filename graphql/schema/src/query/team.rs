//! What a query reads of the teams.

use crate::{batch::batch, caller::read, types::team::Team};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{cost, limits::LIST_MAX};

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
