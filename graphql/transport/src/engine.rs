//! The schema behind an endpoint without its type, so that the transport is compiled once, here, and
//! not again for each schema in the program that serves them.

use async_graphql::{Executor, Request, Response};
use futures::{future::BoxFuture, stream::BoxStream};

/// What the transport needs of an [`Executor`], which cannot be an object itself.
pub(crate) trait Engine: Send + Sync {
    fn execute(&self, request: Request) -> BoxFuture<'_, Response>;
    fn execute_stream(&self, request: Request) -> BoxStream<'static, Response>;
}

impl<S: Executor> Engine for S {
    fn execute(&self, request: Request) -> BoxFuture<'_, Response> {
        Executor::execute(self, request)
    }

    fn execute_stream(&self, request: Request) -> BoxStream<'static, Response> {
        Executor::execute_stream(self, request, None)
    }
}
