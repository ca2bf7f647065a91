//! The test schema. Every resolver that does work counts itself.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use async_graphql::{Context, Object, Result, Schema, SimpleObject, Subscription};
use futures::{Stream, StreamExt, stream};
use switchboard_meter::Metered;
use switchboard_transport::RequestId;

use super::people::Who;

/// What was executed.
#[derive(Debug, Default)]
pub struct Counts {
    pub resolved: AtomicUsize,
    pub mutated: AtomicUsize,
    pub pulled: AtomicUsize,
}

impl Counts {
    pub fn resolved(&self) -> usize {
        self.resolved.load(Ordering::SeqCst)
    }

    pub fn mutated(&self) -> usize {
        self.mutated.load(Ordering::SeqCst)
    }

    pub fn pulled(&self) -> usize {
        self.pulled.load(Ordering::SeqCst)
    }
}

fn counts<'a>(context: &Context<'a>) -> &'a Arc<Counts> {
    context.data_unchecked::<Arc<Counts>>()
}

#[derive(SimpleObject)]
pub struct Item {
    number: i32,
}

#[derive(SimpleObject)]
pub struct ItemConnection {
    nodes: Vec<Item>,
}

pub struct Query;

#[Object]
impl Query {
    async fn hello(&self, context: &Context<'_>, name: Option<String>) -> String {
        counts(context).resolved.fetch_add(1, Ordering::SeqCst);
        format!("Hello, {}!", name.unwrap_or_else(|| "world".to_owned()))
    }

    async fn who(&self, context: &Context<'_>) -> String {
        context.data_unchecked::<Who>().0.clone()
    }

    async fn request_id(&self, context: &Context<'_>) -> String {
        context.data_unchecked::<RequestId>().to_string()
    }

    async fn again(&self, context: &Context<'_>) -> Query {
        counts(context).resolved.fetch_add(1, Ordering::SeqCst);
        Query
    }

    async fn items(&self, context: &Context<'_>, first: Option<i32>) -> ItemConnection {
        counts(context).resolved.fetch_add(1, Ordering::SeqCst);
        ItemConnection { nodes: (0..first.unwrap_or(20)).map(|number| Item { number }).collect() }
    }

    async fn text(&self, bytes: usize) -> Option<String> {
        Some("x".repeat(bytes))
    }

    async fn slow(&self, wait_ms: u64) -> bool {
        tokio::time::sleep(Duration::from_millis(wait_ms)).await;
        true
    }

    async fn fails(&self) -> Option<Result<bool>> {
        Some(Err("no luck".into()))
    }

    async fn panics(&self, context: &Context<'_>) -> bool {
        assert!(counts(context).resolved() > usize::MAX / 2, "as this test wants it to");
        true
    }
}

pub struct Mutation;

#[Object]
impl Mutation {
    async fn save(&self, context: &Context<'_>, wait_ms: Option<u64>) -> usize {
        tokio::time::sleep(Duration::from_millis(wait_ms.unwrap_or(0))).await;
        counts(context).mutated.fetch_add(1, Ordering::SeqCst) + 1
    }

    async fn sign_in(&self, context: &Context<'_>) -> bool {
        context.insert_http_header("set-cookie", "session=1; HttpOnly");
        true
    }
}

pub struct Events;

#[Subscription]
impl Events {
    async fn count(&self, to: usize, every_ms: Option<u64>) -> impl Stream<Item = usize> {
        let wait = Duration::from_millis(every_ms.unwrap_or(0));
        stream::iter(1..=to).then(move |number| async move {
            tokio::time::sleep(wait).await;
            number
        })
    }

    /// Gives as much as is asked for.
    async fn flood(&self, context: &Context<'_>, bytes: usize) -> impl Stream<Item = String> {
        let counts = Arc::clone(counts(context));
        stream::repeat_with(move || {
            counts.pulled.fetch_add(1, Ordering::SeqCst);
            "x".repeat(bytes)
        })
    }

    async fn silence(&self) -> impl Stream<Item = usize> {
        stream::pending()
    }

    async fn refused(&self) -> Result<impl Stream<Item = usize>> {
        Err::<stream::Pending<usize>, _>("not for you".into())
    }

    async fn panics(&self) -> impl Stream<Item = usize> {
        stream::iter([1]).chain(stream::once(async { panic!("a source panicked, as wanted") }))
    }
}

pub type TestSchema = Schema<Query, Mutation, Events>;

pub fn schema(counts: Arc<Counts>) -> TestSchema {
    Schema::build(Query, Mutation, Events).extension(Metered).data(counts).finish()
}
