//! What a query reads of the operators, and of their times at work.

use crate::{
    batch::{Batched, page},
    caller::read,
    types::operator::{Operator, OperatorConnection},
};
use async_graphql::{Context, Result, SimpleObject};
use switchboard_desk::read::PageRequest;
use switchboard_graphql::{
    choice::{Choice, OperatorStatus},
    cost, object,
    page::encode,
    scalars::{DateTime, Id, Long},
};
use switchboard_model::OperatorId;

/// How long an operator was in one status.
#[derive(Clone, SimpleObject)]
pub struct StatusTime {
    /// The status.
    status: OperatorStatus,
    /// How long, in ms.
    duration_ms: Long,
}

#[derive(Default)]
pub struct OperatorQuery;

/// The operators.
#[object]
impl OperatorQuery {
    /// The operators, in the order in which they were created.
    async fn operators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those who may sign in, or only the others.")] is_active: Option<
            bool,
        >,
        wanted: PageRequest<OperatorId>,
    ) -> Result<OperatorConnection> {
        let rows = read(ctx, move |reader| reader.operators(is_active, &wanted)).await?;
        Ok(OperatorConnection::of(page(rows), |operator: &Operator| encode(&operator.key())))
    }

    /// How long an operator was in each status in a period of at most ten years, as far as it has passed:
    /// all four together are as long as it. Another's needs the permission `OPERATOR_STATUS`.
    #[graphql(complexity = "cost::list(4, child_complexity)")]
    async fn status_times(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The operator.")] operator_id: Id<OperatorId>,
        #[graphql(desc = "Where the period begins.")] from: DateTime,
        #[graphql(desc = "Where it ends.")] to: DateTime,
    ) -> Result<Vec<StatusTime>> {
        let period = (from.0, to.0);
        let times = read(ctx, move |reader| reader.status_times(operator_id.0, period)).await?;
        let time = |(status, duration_ms): (_, i64)| StatusTime {
            status: Choice(status),
            duration_ms: Long(duration_ms),
        };
        Ok(times.into_iter().map(time).collect())
    }
}
