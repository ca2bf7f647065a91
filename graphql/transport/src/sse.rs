//! GraphQL over server-sent events, "distinct connections mode": one request, one stream.
//!
//! Protocol: graphql-sse `PROTOCOL.md`. A task of its own pulls the results, so that a reader that
//! stands still is noticed although nobody asks the body for more.

use std::{sync::Arc, time::Duration};

use axum::{body::Body, response::Response};
use bytes::Bytes;
use futures::{StreamExt, future::BoxFuture, stream};
use http::{HeaderValue, StatusCode};
use tokio::sync::mpsc;

use crate::{
    answer::finish,
    answer_body,
    authenticator::SessionEnd,
    execute::{self, Actor, Admitted},
    limits::EVENT_STREAM_QUEUE,
    outcome::Notes,
    refusal::Refusal,
    registry::Ticket,
    request_id::RequestId,
    shared::Shared,
};

/// What stands before a result and behind it, and behind one after which nothing comes.
pub(crate) const BEFORE: &str = "event: next\ndata: ";
const AFTER: &str = "\n\n";
pub(crate) const AFTER_LAST: &str = "\n\nevent: complete\ndata: \n\n";
const COMPLETE: Bytes = Bytes::from_static(b"event: complete\ndata: \n\n");
const KEEP_ALIVE: Bytes = Bytes::from_static(b":\n\n");

/// A stream with one result, encoded with its end.
pub(crate) fn single(shared: &Shared, id: &RequestId, event: Bytes) -> Response {
    respond(shared, id, answer_body::of(event, &shared.limits))
}

/// A stream with the results of a subscription.
pub(crate) fn stream(
    shared: &Arc<Shared>,
    id: &RequestId,
    actor: Actor,
    session_ends: Option<BoxFuture<'static, SessionEnd>>,
    admitted: Admitted,
) -> Result<Response, Refusal> {
    let mut ticket = shared.registry.enter()?;
    ticket.belongs_to(&actor.key, actor.is_signed_in)?;
    let (events, received) = mpsc::channel(EVENT_STREAM_QUEUE);
    tokio::spawn(feed(Arc::clone(shared), ticket, session_ends, admitted, events));
    let body = stream::unfold(received, |mut received| async {
        received.recv().await.map(|bytes| (Ok::<_, std::convert::Infallible>(bytes), received))
    });
    Ok(respond(shared, id, Body::from_stream(body)))
}

/// Ends with `complete` only where the source did. In all other cases the stream just ends, which
/// makes the client connect again and resume.
async fn feed(
    shared: Arc<Shared>,
    _ticket: Ticket,
    session_ends: Option<BoxFuture<'static, SessionEnd>>,
    admitted: Admitted,
    events: mpsc::Sender<Bytes>,
) {
    let limits = &shared.limits;
    let mut results = execute::run_stream(&shared, admitted);
    let mut stop = shared.registry.stop();
    let mut over = session_ends.unwrap_or_else(|| Box::pin(std::future::pending()));
    loop {
        let bytes = tokio::select! {
            result = results.next() => match result {
                Some(resolved) => {
                    shared.metrics.events.inc();
                    resolved.encode(Notes::default(), BEFORE, AFTER)
                }
                None => {
                    send(&events, COMPLETE, limits.slow_reader).await;
                    return;
                }
            },
            () = tokio::time::sleep(limits.ping_every) => KEEP_ALIVE,
            _ = &mut over => return,
            () = stop.wait() => {
                let spread = limits.reconnect_spread;
                let hint = format!("retry: {}\n\n", spread.mul_f64(rand::random::<f64>()).as_millis());
                send(&events, hint.into(), limits.close_wait).await;
                return;
            }
            () = events.closed() => return,
        };
        if !send(&events, bytes, limits.slow_reader).await {
            return;
        }
    }
}

/// False if the reader is gone, or took nothing for as long as `wait`.
async fn send(events: &mpsc::Sender<Bytes>, bytes: Bytes, wait: Duration) -> bool {
    events.send_timeout(bytes, wait).await.is_ok()
}

fn respond(shared: &Shared, id: &RequestId, body: Body) -> Response {
    let mut response = finish(shared, id, StatusCode::OK, "text/event-stream", body);
    // Keeps nginx and its kin from collecting events until a buffer is full.
    response.headers_mut().insert("x-accel-buffering", HeaderValue::from_static("no"));
    response
}
