//! Who is signed in.

use crate::{
    caller::operator,
    relation::load,
    types::{operator::Operator, viewer::Viewer},
};
use async_graphql::{Context, Object, Result};
use switchboard_graphql::{api::api, errors::unauthenticated};

#[derive(Default)]
pub struct ViewerQuery;

/// Who is signed in.
#[Object]
impl ViewerQuery {
    /// Who is signed in.
    async fn viewer(&self, ctx: &Context<'_>) -> Result<Viewer> {
        let actor = operator(ctx)?.clone();
        let id = actor.operator_id;
        let operator = load::<Operator>(api(ctx)?, [id]).await?.remove(&id);
        operator.map(|operator| Viewer { actor, operator }).ok_or_else(unauthenticated)
    }
}
