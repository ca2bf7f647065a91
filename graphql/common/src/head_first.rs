//! Reads the log's head before anything else of a query that asks for it: what fills a screen then
//! never is older than the place from which its subscription goes on.

use crate::{
    api::{Api, api},
    log_reader::head,
    scalars,
    shape::Shape,
};
use async_graphql::{
    Context, Data, Executor, ObjectType, Request, Response, Result, Schema, SubscriptionType,
    async_trait::async_trait,
    futures_util::stream::BoxStream,
    parser::types::{ExecutableDocument, Selection, SelectionSet},
};
use futures::future::BoxFuture;
use std::sync::Arc;
use switchboard_model::EventCursor;

/// The head that was read before the rest of the query.
#[derive(Clone, Copy, Debug)]
struct Head(EventCursor);

/// The place in the log before anything else of this query was read.
pub async fn head_cursor(ctx: &Context<'_>) -> Result<scalars::EventCursor> {
    let cursor = match ctx.data_opt::<Head>() {
        Some(head) => head.0,
        None => head(api(ctx)?).await?,
    };
    Ok(scalars::EventCursor(cursor))
}

/// A schema whose queries read `headCursor` first. Which schema it is does not show in its type, so
/// that the engine is compiled for both here, and not again in the program that serves them.
#[derive(Clone)]
pub struct HeadFirst {
    schema: Arc<dyn Engine>,
    api: Arc<Api>,
}

impl HeadFirst {
    /// Over a server.
    pub fn new<Query, Mutation, Subscription>(
        schema: Schema<Query, Mutation, Subscription>,
        api: Arc<Api>,
    ) -> Self
    where
        Query: ObjectType + 'static,
        Mutation: ObjectType + 'static,
        Subscription: SubscriptionType + 'static,
    {
        Self { schema: Arc::new(schema), api }
    }
}

/// What is needed of an [`Executor`], which cannot be an object itself.
trait Engine: Send + Sync {
    fn execute(&self, request: Request) -> BoxFuture<'_, Response>;
    fn execute_stream(
        &self,
        request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response>;
}

impl<S: Executor> Engine for S {
    fn execute(&self, request: Request) -> BoxFuture<'_, Response> {
        Executor::execute(self, request)
    }

    fn execute_stream(
        &self,
        request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        Executor::execute_stream(self, request, session_data)
    }
}

#[async_trait]
impl Executor for HeadFirst {
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
        self.schema.execute(request).await
    }

    fn execute_stream(
        &self,
        mut request: Request,
        session_data: Option<Arc<Data>>,
    ) -> BoxStream<'static, Response> {
        if let Some(shape) = Shape::of(&mut request) {
            request.data.insert(shape);
        }
        self.schema.execute_stream(request, session_data)
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
        assert!(!asks("{ viewer { permissions } }"));
    }
}
