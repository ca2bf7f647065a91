//! What a query reads of the operators.

use crate::{
    batch::{Batched, page},
    caller::read,
    types::operator::{Operator, OperatorConnection},
};
use async_graphql::{Context, Result};
use switchboard_desk::read::PageRequest;
use switchboard_graphql::{object, page::encode};
use switchboard_model::OperatorId;

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
}
