//! The close reasons.

use crate::{batch::batch, caller::read, types::close_reason::CloseReason};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{cost, limits::LIST_MAX};

#[derive(Default)]
pub struct CloseReasonQuery;

/// The close reasons.
#[Object]
impl CloseReasonQuery {
    /// The reasons for closing a chat, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn close_reasons(&self, ctx: &Context<'_>) -> Result<Vec<CloseReason>> {
        Ok(batch(read(ctx, |reader| reader.close_reasons(LIST_MAX)).await?))
    }
}
