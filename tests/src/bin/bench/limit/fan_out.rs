//! The least that a fan-out costs: axum hands the same bytes to every WebSocket.

use axum::{
    Router,
    body::Bytes,
    extract::{
        State, WebSocketUpgrade,
        ws::{Message, Utf8Bytes, WebSocket},
    },
    response::Response,
    routing::{get, post},
};
use tokio::sync::broadcast::{self, Sender, error::RecvError};

/// Messages that may wait for a slow socket.
const QUEUE: usize = 64;
/// Bytes of a socket's read buffer, as in the table of limits.
const READ_BUFFER: usize = 4 * 1024;
/// Bytes of a socket's write buffer.
const WRITE_BUFFER: usize = 1024;

/// `/socket` listens, what is posted to `/send` reaches all.
pub fn router() -> Router {
    let (sender, _) = broadcast::channel::<Utf8Bytes>(QUEUE);
    Router::new().route("/socket", get(listen)).route("/send", post(send)).with_state(sender)
}

async fn send(State(sender): State<Sender<Utf8Bytes>>, body: Bytes) -> &'static str {
    if let Ok(text) = Utf8Bytes::try_from(body) {
        // No listener is no error.
        let _ = sender.send(text);
    }
    "sent"
}

async fn listen(State(sender): State<Sender<Utf8Bytes>>, upgrade: WebSocketUpgrade) -> Response {
    let receiver = sender.subscribe();
    upgrade
        .read_buffer_size(READ_BUFFER)
        .write_buffer_size(WRITE_BUFFER)
        .on_upgrade(move |socket| forward(socket, receiver))
}

async fn forward(mut socket: WebSocket, mut receiver: broadcast::Receiver<Utf8Bytes>) {
    loop {
        match receiver.recv().await {
            Ok(text) => {
                if socket.send(Message::Text(text)).await.is_err() {
                    return;
                }
            }
            Err(RecvError::Lagged(_)) => {}
            Err(RecvError::Closed) => return,
        }
    }
}
