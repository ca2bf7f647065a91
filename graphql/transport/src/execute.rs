//! From a well-formed request to the schema and back, the same for all three protocols.

use std::{any::Any, panic::AssertUnwindSafe, sync::Arc};

use async_graphql::{Request, parser::types::OperationType};
use bytes::Bytes;
use futures::{FutureExt, Stream, StreamExt, stream};
use switchboard_meter::{Lane, Meter, Over};

use crate::{
    authenticator::{Insert, Session},
    document::{self, Prepared},
    limits::BUSY_RETRY_AFTER,
    outcome::{Notes, Outcome},
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
    meter: Meter,
    /// Is the caller told the schema.
    is_told: bool,
}

/// What every request of a session needs of it.
#[derive(Clone)]
pub(crate) struct Actor {
    pub(crate) key: Arc<str>,
    pub(crate) is_signed_in: bool,
    pub(crate) is_token: bool,
    inserts: Arc<[Insert]>,
    lane: Option<Lane>,
}

impl Actor {
    pub(crate) fn of(session: &mut Session) -> Self {
        let inserts = std::mem::take(&mut session.inserts).into();
        let key = Arc::clone(&session.actor_key);
        let Session { is_signed_in, is_token, .. } = *session;
        Self { key, is_signed_in, is_token, inserts, lane: None }
    }

    /// The same on a socket whose subscriptions hold so many bytes together.
    pub(crate) fn on_socket(self, bytes: usize) -> Self {
        Self { lane: Some(Lane::new(bytes)), ..self }
    }
}

/// The result of an operation, with the bytes that it holds until it was sent.
pub(crate) struct Resolved {
    pub(crate) outcome: Outcome,
    meter: Meter,
}

impl Resolved {
    /// Gives the bytes back of a result that is not sent.
    pub(crate) fn discard(&self) {
        drop(self.meter.finish());
    }

    /// The result as JSON on one line between these texts. The bytes go back with its last copy.
    pub(crate) fn encode(self, notes: Notes<'_>, before: &str, after: &str) -> Bytes {
        let Self { outcome, meter } = self;
        let answer = outcome.encode_between(notes, before, after, meter.counted());
        drop(outcome);
        match meter.finish() {
            Some(held) => held.keep(answer),
            None => answer.into(),
        }
    }
}

/// Checks an operation and charges the actor. A document costs 1 before it is read, so that refused
/// ones are not free.
pub(crate) fn admit(
    shared: &Shared,
    actor: &Actor,
    request_id: &RequestId,
    mut given: GraphQlRequest,
    accepts: impl FnOnce(OperationType) -> Result<(), Refusal>,
) -> Result<Admitted, Refusal> {
    let budget = shared.rate.charge(actor, 1)?;
    let learned = shared.documents.find(&mut given, actor)?;
    let is_told = shared.settings.introspection.is_for(actor.is_signed_in);
    let most = if actor.is_signed_in { shared.limits.cost } else { shared.limits.strangers.cost };
    let outline = || if is_told { shared.outline() } else { None };
    let Prepared { document, kind, cost } =
        document::prepare(&given, &shared.limits, most, outline)?;
    accepts(kind)?;
    if let Some(hash) = learned {
        shared.documents.learn(hash, &given.query);
    }
    let budget = if cost > 1 { shared.rate.charge(actor, cost - 1)? } else { budget };
    let mut request = Request::new(given.query).variables(given.variables);
    request.operation_name = given.operation_name;
    request.set_parsed_query(document);
    if !is_told {
        request = request.disable_introspection();
    }
    for insert in actor.inserts.iter() {
        insert(&mut request.data);
    }
    request.data.insert(request_id.clone());
    let pool = shared.registry.pool(actor.is_signed_in);
    // A query is answered also where subscriptions fill the socket, so that it is not stuck behind them.
    let meter = if kind == OperationType::Subscription {
        Meter::of_stream(pool, &actor.key, actor.lane.clone())
    } else {
        Meter::new(pool, &actor.key)
    };
    request.data.insert(meter.clone());
    shared.metrics.operations.inc();
    Ok(Admitted { kind, cost, budget, request_id: request_id.clone(), request, meter, is_told })
}

/// Runs a query or mutation within its time. A mutation runs on when the client goes away, so that
/// it is never cut between two of its steps.
pub(crate) async fn run_once(shared: &Arc<Shared>, admitted: Admitted) -> Resolved {
    let meter = admitted.meter.clone();
    let outcome = if admitted.kind == OperationType::Mutation {
        let shared = Arc::clone(shared);
        let task = tokio::spawn(async move { run_within(&shared, admitted).await });
        task.await.unwrap_or_else(|_| Outcome::Refused(Refusal::internal()))
    } else {
        run_within(shared, admitted).await
    };
    Resolved { outcome, meter }
}

async fn run_within(shared: &Shared, admitted: Admitted) -> Outcome {
    let Admitted { kind, request_id, request, meter, is_told, .. } = admitted;
    if tokio::time::timeout(shared.limits.start_wait, meter.start()).await.is_err() {
        return Outcome::Refused(busy(String::new()));
    }
    let wait = shared.limits.operation_time;
    let execution = AssertUnwindSafe(shared.engine.execute(request)).catch_unwind();
    let whole = async {
        tokio::select! {
            biased;
            response = execution => Ok(response),
            over = meter.over() => Err(over),
        }
    };
    match tokio::time::timeout(wait, whole).await {
        Ok(Ok(Ok(response))) => Outcome::from_response(response, is_told),
        Ok(Ok(Err(panic))) => panicked(&request_id, &*panic),
        Ok(Err(over)) => Outcome::Refused(ended(over, kind, &meter)),
        Err(_) => {
            tracing::warn!(%request_id, wait_ms = wait.as_millis(), "an operation was stopped");
            let advice = match advice(kind) {
                "" => " Ask for less at once.",
                advice => advice,
            };
            let message =
                format!("The operation was stopped after {} ms.{advice}", wait.as_millis());
            Outcome::Refused(Refusal::new(Reason::TimedOut, message))
        }
    }
}

/// The results of a subscription, pulled one by one: nothing is read ahead of the client.
pub(crate) fn run_stream(
    shared: &Shared,
    admitted: Admitted,
) -> impl Stream<Item = Resolved> + Send + Unpin + use<> {
    let Admitted { kind, request_id, request, meter, is_told, .. } = admitted;
    let results = AssertUnwindSafe(shared.engine.execute_stream(request)).catch_unwind();
    Box::pin(stream::unfold(Some(results), move |results| {
        let (request_id, meter) = (request_id.clone(), meter.clone());
        async move {
            let mut results = results?;
            let next = tokio::select! {
                biased;
                next = results.next() => Ok(next?),
                over = meter.over() => Err(over),
            };
            let (outcome, rest) = match next {
                Ok(Ok(response)) => (Outcome::from_response(response, is_told), Some(results)),
                Ok(Err(panic)) => (panicked(&request_id, &*panic), Some(results)),
                Err(over) => (Outcome::Refused(ended(over, kind, &meter)), None),
            };
            Some((Resolved { outcome, meter }, rest))
        }
    }))
}

/// What an operation is told that was not resolved to its end.
fn ended(over: Over, kind: OperationType, meter: &Meter) -> Refusal {
    let advice = advice(kind);
    match over {
        Over::Answer => Refusal::limit(format!(
            "The answer has more than {} bytes. Ask for fewer fields or smaller pages.{advice}",
            meter.answer_bytes()
        )),
        Over::Pool => busy(advice.to_owned()),
    }
}

fn busy(advice: String) -> Refusal {
    let message = format!(
        "Too many of your operations run at once, or their answers wait to be read. Read those, and \
         ask again in a moment.{advice}"
    );
    Refusal::new(Reason::Busy, message).retry_after(BUSY_RETRY_AFTER)
}

fn advice(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Mutation => {
            " It may have taken effect: look before you repeat it, or repeat it with the same key."
        }
        OperationType::Query | OperationType::Subscription => "",
    }
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
