//! What a query reads of the roles.

use crate::{batch::batch, caller::read, types::role::Role};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{cost, limits::LIST_MAX};

#[derive(Default)]
pub struct RoleQuery;

/// The roles.
#[Object]
impl RoleQuery {
    /// The roles, by name.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<Role>> {
        Ok(batch(read(ctx, |reader| reader.roles(LIST_MAX)).await?))
    }
}
