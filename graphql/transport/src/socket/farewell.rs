//! How a socket ends, so that the close code really arrives.

use axum::extract::ws::WebSocket;
use futures::{StreamExt, stream::SplitStream};
use tokio::time::timeout;

use super::{close::Close, outbox::Outbox, writer};
use crate::shared::Shared;

/// Ends a socket that is not served.
pub(super) async fn turn_away(shared: &Shared, socket: WebSocket, close: Close) {
    let outbox = Outbox::new(&shared.limits);
    outbox.close(close);
    let (mut sink, stream) = socket.split();
    if let Some(close) = writer::write(&mut sink, &outbox, &shared.limits).await {
        shared.metrics.closed(close.code);
    }
    read_out(stream, shared).await;
}

/// Reads until the other side has closed too. Closing with unread bytes would reset the connection
/// and could destroy the close frame on its way.
pub(super) async fn read_out(mut stream: SplitStream<WebSocket>, shared: &Shared) {
    let reading = async { while let Some(Ok(_)) = stream.next().await {} };
    let _ = timeout(shared.limits.close_wait, reading).await;
}

/// The library says only in words that a message was too long; anything else that breaks the framing
/// leaves nobody to talk to.
pub(super) fn broken(error: &axum::Error, limit: usize) -> Option<Close> {
    error.to_string().contains("too long").then(|| Close::too_big(limit))
}
