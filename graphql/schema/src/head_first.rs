//! Reads the log's head before anything else of a query that asks for it: what fills a screen then
//! never is older than the place from which its subscription goes on.

use crate::{api::Api, log_reader::head, subscription::Shape};
use async_graphql::{
    Data, Executor, ObjectType, Request, Response, Schema, SubscriptionType,
    async_trait::async_trait,
    futures_util::stream::BoxStream,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};
use futures::future::BoxFuture;
use std::sync::Arc;
use switchboard_model::EventCursor;

/// The head that was read before the rest of the query.
#[derive(Clone, Copy, Debug)]
pub struct Head(pub EventCursor);

/// A schema whose queries read `headCursor` first.
pub struct HeadFirst<Query, Mutation, Subscription> {
    schema: Schema<Query, Mutation, Subscription>,
    api: Arc<Api>,
}

impl<Query, Mutation, Subscription> Clone for HeadFirst<Query, Mutation, Subscription> {
    fn clone(&self) -> Self {
        Self { schema: self.schema.clone(), api: Arc::clone(&self.api) }
    }
}

impl<Query, Mutation, Subscription> HeadFirst<Query, Mutation, Subscription>
where
    Query: ObjectType + 'static,
    Mutation: ObjectType + 'static,
    Subscription: SubscriptionType + 'static,
{
    pub(crate) fn new(schema: Schema<Query, Mutation, Subscription>, api: Arc<Api>) -> Self {
        Self { schema, api }
    }

    /// The schema itself.
    pub fn schema(&self) -> &Schema<Query, Mutation, Subscription> {
        &self.schema
    }
}

#[async_trait]
impl<Query, Mutation, Subscription> Executor for HeadFirst<Query, Mutation, Subscription>
where
    Query: ObjectType + 'static,
    Mutation: ObjectType + 'static,
    Subscription: SubscriptionType + 'static,
{
    async fn execute(&self, mut request: Request) -> Response {
        if request.parsed_query().is_ok_and(asks_for_head) {
            let reading: BoxFuture<'_, _> = Box::pin(head(&self.api));
            match reading.await {
                Ok(cursor) => request.data.insert(Head(cursor)),
                Err(error) => {
                    let error = error.into_server_error(async_graphql::Pos::default());
                    return Response::from_errors(vec![error]);
                }
            }
        }
        // Boxed, so that callers need not look through all types of the schema.
        let execution: BoxFuture<'_, Response> = Box::pin(self.schema.execute(request));
        execution.await
    }

    fn execute_stream(
        &self,
        mut request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        if let Some(shape) = Shape::of(&mut request) {
            request.data.insert(shape);
        }
        Executor::execute_stream(&self.schema, request, session_data)
    }
}

fn asks_for_head(document: &ExecutableDocument) -> bool {
    let fragments = document.fragments.values();
    let sets = document
        .operations
        .iter()
        .map(|(_, operation)| &operation.node.selection_set.node)
        .chain(fragments.map(|fragment| &fragment.node.selection_set.node));
    sets.into_iter().any(has_head)
}

fn has_head(set: &SelectionSet) -> bool {
    set.items.iter().any(|selection| match &selection.node {
        Selection::Field(field) => field.node.name.node == "headCursor",
        Selection::InlineFragment(inline) => has_head(&inline.node.selection_set.node),
        Selection::FragmentSpread(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use async_graphql::parser::parse_query;

    #[test]
    fn a_query_that_asks_for_the_head_is_recognised_in_any_form() {
        let asks = |text| asks_for_head(&parse_query(text).unwrap());
        assert!(asks("{ chats { nodes { id } } headCursor }"));
        assert!(asks("query a { ...f } fragment f on Query { head: headCursor }"));
        assert!(asks("{ ... on Query { headCursor } }"));
        assert!(!asks("{ viewer { rights } }"));
    }
}
