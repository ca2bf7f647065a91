//! Sees each value as the engine resolves it, and stops there when they are too many.

use std::sync::Arc;

use async_graphql::{
    Response, ServerResult, Value,
    async_trait::async_trait,
    extensions::{
        Extension, ExtensionContext, ExtensionFactory, NextExecute, NextResolve, ResolveInfo,
    },
};

use crate::{meter::Meter, size};

/// Counts answers into the [`Meter`] in the data of their requests; without one nothing is counted.
///
/// An operation that is over never becomes ready again. An error would not do: where a field may be
/// null the engine notes it and goes on with the next. Whoever runs the operation waits for
/// [`Meter::over`] as well, and drops it.
#[derive(Debug, Clone, Copy)]
pub struct Metered;

impl ExtensionFactory for Metered {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Counter)
    }
}

struct Counter;

#[async_trait]
impl Extension for Counter {
    async fn execute(
        &self,
        ctx: &ExtensionContext<'_>,
        operation_name: Option<&str>,
        next: NextExecute<'_>,
    ) -> Response {
        // Of a subscription this is one result; it waits for its bytes with its event in hand.
        if let Some(meter) = ctx.data_opt::<Meter>().filter(|meter| meter.is_of_stream()) {
            meter.start().await;
        }
        next.run(ctx, operation_name).await
    }

    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let Some(meter) = ctx.data_opt::<Meter>() else { return next.run(ctx, info).await };
        if meter.is_over() {
            return std::future::pending().await;
        }
        let place = size::of_place(info.path_node.segment);
        let has_selection = !info.field.selection_set.node.items.is_empty();
        let value = next.run(ctx, info).await?;
        let bytes = size::of_value(value.as_ref().unwrap_or(&Value::Null), has_selection);
        if meter.count(place + bytes) {
            return Ok(value);
        }
        drop(value);
        std::future::pending().await
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::{EmptyMutation, Object, Request, Schema, Subscription};
    use futures::{Stream, StreamExt, stream};

    use super::*;
    use crate::{
        meter::Over,
        pool::{Pool, Share},
    };

    struct Query;

    #[Object]
    impl Query {
        async fn text(&self, bytes: usize) -> Option<String> {
            Some("x".repeat(bytes))
        }

        async fn texts(&self, count: usize) -> Vec<String> {
            vec!["x".repeat(1_000); count]
        }
    }

    struct Texts;

    #[Subscription]
    impl Texts {
        async fn texts(&self, bytes: Vec<usize>) -> impl Stream<Item = String> {
            stream::iter(bytes).map(|bytes| "x".repeat(bytes))
        }
    }

    fn pool() -> Arc<Pool> {
        Pool::new(Share {
            bytes: 10 << 20,
            caller_bytes: 1 << 20,
            answer_bytes: 100_000,
            parts: 2,
            resolving: 4,
        })
    }

    /// The answer, or why there is none.
    async fn ask(pool: &Arc<Pool>, query: &str) -> Result<Response, Over> {
        let schema = Schema::build(Query, EmptyMutation, Texts).extension(Metered).finish();
        let meter = Meter::new(pool, &"ana".into());
        meter.start().await;
        let request = Request::new(query).data(meter.clone());
        tokio::select! {
            biased;
            response = schema.execute(request) => Ok(response),
            over = meter.over() => Err(over),
        }
    }

    #[tokio::test]
    async fn an_answer_within_its_bytes_is_as_it_was() {
        let response = ask(&pool(), "{ a: text(bytes: 10) b: texts(count: 2) }").await.unwrap();
        assert!(response.errors.is_empty());
        assert!(response.data.to_string().len() > 2_000);
    }

    #[tokio::test]
    async fn one_that_is_too_large_ends_in_the_middle() {
        let pool = pool();
        for query in [
            "{ text(bytes: 100001) }",
            "{ texts(count: 100) }",
            "{ a: text(bytes: 60000) b: text(bytes: 60000) }",
            "{ a: texts(count: 50) b: texts(count: 50) __schema { types { fields { name } } } }",
        ] {
            assert_eq!(ask(&pool, query).await.err(), Some(Over::Answer), "{query}");
            assert_eq!(pool.bytes(), 0, "{query} gave all back");
        }
    }

    #[tokio::test]
    async fn each_result_of_a_subscription_is_counted_by_itself() {
        let schema = Schema::build(Query, EmptyMutation, Texts).extension(Metered).finish();
        let pool = pool();
        let meter = Meter::of_stream(&pool, &"ana".into(), None);
        let request = Request::new("subscription { texts(bytes: [70000, 80000, 100001]) }");
        let mut results = schema.execute_stream(request.data(meter.clone()));
        for bytes in [70_000, 80_000] {
            assert!(results.next().await.unwrap().errors.is_empty());
            assert!((bytes..bytes + 100).contains(&meter.counted()));
            assert!(pool.bytes() >= bytes);
            drop(meter.finish());
            assert_eq!(pool.bytes(), 0);
        }
        tokio::select! {
            biased;
            _ = results.next() => panic!("the third is too large"),
            over = meter.over() => assert_eq!(over, Over::Answer),
        }
    }
}
