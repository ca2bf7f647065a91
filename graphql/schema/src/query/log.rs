//! What a query reads of the log.

use crate::caller::operator;
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{head_first, scalars::EventCursor};

#[derive(Default)]
pub struct LogQuery;

/// The log.
#[Object]
impl LogQuery {
    /// The place in the log before anything else of this query was read: pass it to the subscription
    /// `events` to miss nothing that this query did not see.
    async fn head_cursor(&self, ctx: &Context<'_>) -> Result<EventCursor> {
        operator(ctx)?;
        head_first::head_cursor(ctx).await
    }
}
