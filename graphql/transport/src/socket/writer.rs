//! Writes one socket's queue, message by message, and notices when the reader stands still.

use axum::extract::ws::{Message, WebSocket};
use futures::{SinkExt, stream::SplitSink};
use tokio::time::timeout;

use super::{
    close::Close,
    outbox::{Outbox, Outgoing},
};
use crate::limits::Limits;

/// Runs until the socket is closed or lost. Gives the close that was sent, if one was.
pub(super) async fn write(
    sink: &mut SplitSink<WebSocket, Message>,
    outbox: &Outbox,
    limits: &Limits,
) -> Option<Close> {
    loop {
        match outbox.next().await {
            Outgoing::Message(message) => {
                // Until it is sent a result counts as held: what the library has of it is a copy.
                let _held = message.clone();
                match timeout(limits.slow_reader, sink.send(message)).await {
                    Ok(Ok(())) => {}
                    Ok(Err(_)) => return None,
                    Err(_) => outbox.close(Close::slow()),
                }
            }
            Outgoing::Close(close) => {
                let sending = sink.send(close.clone().into_message());
                let is_sent = matches!(timeout(limits.close_wait, sending).await, Ok(Ok(())));
                return is_sent.then_some(close);
            }
        }
    }
}
