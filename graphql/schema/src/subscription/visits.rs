//! Visits: told as they happen, to those who may see their channel.

use crate::{batch::single, types::visit::Visit};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use switchboard_graphql::Api;
use switchboard_model::actor::OperatorActor;

/// A visit of the web chat has begun, goes on or is over.
#[derive(Clone, SimpleObject)]
pub struct VisitChange {
    /// The visit as it is now.
    visit: Visit,
    /// Nothing was heard of the visitor for so long that it is over.
    is_over: bool,
}

/// How the visits change that an operator may see.
pub fn visits(
    api: &Api,
    operator: OperatorActor,
) -> impl Stream<Item = Result<VisitChange>> + use<> {
    let start = (operator, api.desk.follow_visits());
    stream::try_unfold(start, |(operator, mut listener)| async move {
        while let Some(change) = listener.next().await {
            if operator.sees_visits_of(change.visit.channel_id) {
                let visit = single(change.visit.clone());
                let change = VisitChange { visit, is_over: change.is_over };
                return Ok(Some((change, (operator, listener))));
            }
        }
        Ok(None)
    })
}
