//! From a well-formed request to the schema and back, the same for all three protocols.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc};

use async_graphql::{Request, Response, parser::types::OperationType};
use futures::{FutureExt, Stream, StreamExt};

use crate::{
    authenticator::{Insert, Session},
    document::{self, Prepared},
    outcome::Outcome,
    rate::Budget,
    refusal::Refusal,
    request::GraphQlRequest,
    request_id::RequestId,
    shared::Shared,
    status::Reason,
};

/// An operation that passed every check and was paid for.
pub(crate) struct Admitted {
    pub(crate) kind: OperationType,
    pub(crate) cost: u64,
    pub(crate) budget: Budget,
    request_id: RequestId,
    request: Request,
}

/// What every request of a session needs of it.
#[derive(Clone)]
pub(crate) struct Actor {
    pub(crate) key: Arc<str>,
    inserts: Arc<[Insert]>,
}

impl Actor {
    pub(crate) fn of(session: &mut Session) -> Self {
        let inserts = std::mem::take(&mut session.inserts).into();
        Self { key: Arc::clone(&session.actor_key), inserts }
    }
}

/// Checks an operation and charges the actor. A document costs 1 before it is read, so that refused
/// ones are not free.
pub(crate) fn admit(
    shared: &Shared,
    actor: &Actor,
    request_id: &RequestId,
    given: GraphQlRequest,
    accepts: impl FnOnce(OperationType) -> Result<(), Refusal>,
) -> Result<Admitted, Refusal> {
    let budget = shared.rate.charge(&actor.key, 1)?;
    let Prepared { document, kind, cost } =
        document::prepare(&given, &shared.limits, &shared.settings)?;
    accepts(kind)?;
    let budget = if cost > 1 { shared.rate.charge(&actor.key, cost - 1)? } else { budget };
    let mut request = Request::new(given.query).variables(given.variables);
    request.operation_name = given.operation_name;
    request.set_parsed_query(document);
    if !shared.settings.introspection {
        request = request.disable_introspection();
    }
    for insert in actor.inserts.iter() {
        insert(&mut request.data);
    }
    request.data.insert(request_id.clone());
    shared.metrics.operations.inc();
    Ok(Admitted { kind, cost, budget, request_id: request_id.clone(), request })
}

/// Runs a query or mutation within its time. A mutation runs on when the client goes away, so that
/// it is never cut between two of its steps.
pub(crate) async fn run_once(shared: &Arc<Shared>, admitted: Admitted) -> Outcome {
    if admitted.kind == OperationType::Mutation {
        let shared = Arc::clone(shared);
        let task = tokio::spawn(async move { run_within(&shared, admitted).await });
        return task.await.unwrap_or_else(|_| Outcome::Refused(Refusal::internal()));
    }
    run_within(shared, admitted).await
}

async fn run_within(shared: &Shared, admitted: Admitted) -> Outcome {
    let Admitted { kind, request_id, request, .. } = admitted;
    let wait = shared.limits.operation_time;
    let execution = AssertUnwindSafe(shared.engine.execute(request)).catch_unwind();
    match tokio::time::timeout(wait, execution).await {
        Ok(Ok(response)) => Outcome::from_response(response),
        Ok(Err(panic)) => panicked(&request_id, &*panic),
        Err(_) => {
            tracing::warn!(%request_id, wait_ms = wait.as_millis(), "an operation was stopped");
            let advice = if kind == OperationType::Mutation {
                "It may have taken effect: look before you repeat it, or repeat it with the same key."
            } else {
                "Ask for less at once."
            };
            let message =
                format!("The operation was stopped after {} ms. {advice}", wait.as_millis());
            Outcome::Refused(Refusal::new(Reason::TimedOut, message))
        }
    }
}

/// The results of a subscription, pulled one by one: nothing is read ahead of the client.
pub(crate) fn run_stream(
    shared: &Shared,
    admitted: Admitted,
) -> impl Stream<Item = Outcome> + Send + Unpin + use<> {
    let Admitted { request_id, request, .. } = admitted;
    let stream = shared.engine.execute_stream(request);
    AssertUnwindSafe(stream).catch_unwind().map(move |result: Result<Response, _>| match result {
        Ok(response) => Outcome::from_response(response),
        Err(panic) => panicked(&request_id, &*panic),
    })
}

/// The cause goes to the log, under the id that the client is told.
fn panicked(request_id: &RequestId, panic: &(dyn Any + Send)) -> Outcome {
    let cause = panic
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a panic without words");
    tracing::error!(%request_id, cause, "a resolver panicked");
    Outcome::Refused(Refusal::internal())
}
