//! WebSockets that only listen: many at once, each frame told with the time of its coming. Frames are
//! not parsed, so that the generator leaves the processors to what is measured.

use anyhow::{Context, Result, bail};
use futures::{SinkExt, StreamExt};
use serde_json::json;
use std::{
    net::{Ipv4Addr, SocketAddr},
    time::Instant,
};
use tokio::{
    net::{TcpSocket, TcpStream},
    sync::mpsc::UnboundedSender,
    task::JoinHandle,
};
use tokio_tungstenite::{
    WebSocketStream, client_async_with_config,
    tungstenite::{
        Message, client::IntoClientRequest, http::HeaderValue, protocol::WebSocketConfig,
    },
};

/// Bytes of a socket's buffers in the generator.
const BUFFER: usize = 4 * 1024;
/// Begins every result of an operation.
const NEXT: &str = "\"type\":\"next\"";

/// A frame that came.
pub struct Frame {
    /// When.
    pub at: Instant,
    /// Its text.
    pub text: String,
}

/// What to hear on a socket.
pub enum Wanted<'a> {
    /// Every frame.
    All,
    /// The results of a GraphQL subscription: the secret and the document.
    Subscription(&'a str, &'a str),
}

/// An address of the machine's own network, of which each is this machine: many clients of one address look
/// like a flood, and one address runs out of ports.
pub fn source(number: usize) -> Ipv4Addr {
    let [high, low] = u16::try_from(number).unwrap_or(u16::MAX).to_be_bytes();
    // The first and the last number of each part are no host's elsewhere.
    Ipv4Addr::new(127, 1, high, low.clamp(1, 254))
}

/// Opens a socket from an address; what it hears goes to `sender` until the socket or the receiver ends.
pub async fn listen(
    from: Ipv4Addr,
    address: &str,
    path: &str,
    wanted: Wanted<'_>,
    sender: UnboundedSender<Frame>,
) -> Result<JoinHandle<()>> {
    let mut request = format!("ws://{address}{path}").into_client_request()?;
    if let Wanted::Subscription(..) = wanted {
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
    }
    let socket = TcpSocket::new_v4()?;
    socket.bind(SocketAddr::from((from, 0)))?;
    let stream = socket.connect(address.parse()?).await?;
    let config = WebSocketConfig::default().read_buffer_size(BUFFER).write_buffer_size(BUFFER);
    let (mut stream, _) = client_async_with_config(request, stream, Some(config)).await?;
    let is_subscription = matches!(wanted, Wanted::Subscription(..));
    if let Wanted::Subscription(secret, document) = wanted {
        subscribe(&mut stream, secret, document).await?;
    }
    Ok(tokio::spawn(hear(stream, is_subscription, sender)))
}

async fn subscribe(
    stream: &mut WebSocketStream<TcpStream>,
    secret: &str,
    document: &str,
) -> Result<()> {
    let init = json!({ "type": "connection_init", "payload": { "token": secret } });
    stream.send(Message::text(init.to_string())).await?;
    let answer = stream.next().await.context("the socket ended")??;
    if !answer.to_text()?.contains("connection_ack") {
        bail!("the server said {answer}");
    }
    let start = json!({ "id": "1", "type": "subscribe", "payload": { "query": document } });
    Ok(stream.send(Message::text(start.to_string())).await?)
}

async fn hear(
    mut stream: WebSocketStream<TcpStream>,
    is_subscription: bool,
    sender: UnboundedSender<Frame>,
) {
    while let Some(Ok(message)) = stream.next().await {
        let Message::Text(text) = message else { continue };
        if is_subscription && text.contains("\"type\":\"ping\"") {
            if stream.send(Message::text("{\"type\":\"pong\"}")).await.is_err() {
                return;
            }
            continue;
        }
        if is_subscription && !text.contains(NEXT) {
            continue;
        }
        let frame = Frame { at: Instant::now(), text: text.to_string() };
        if sender.send(frame).is_err() {
            return;
        }
    }
}
