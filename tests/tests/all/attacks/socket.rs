//! Lines that are held open: sockets that subscribe and never read, and connections that never say
//! what they want.

use super::caller::Caller;
use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{io::AsyncWriteExt, net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

/// How long the server may take to let somebody in.
const PATIENCE: Duration = Duration::from_secs(30);

/// A socket that is open for as long as this is kept.
pub struct Socket {
    stream: WebSocketStream<TcpStream>,
}

impl Socket {
    /// Opens a visitor's socket; none where the server does not let it in.
    pub async fn open(address: &str, visitor: &Caller) -> Option<Self> {
        timeout(PATIENCE, Self::try_open(address, visitor)).await.ok().flatten()
    }

    async fn try_open(address: &str, visitor: &Caller) -> Option<Self> {
        let stream = TcpStream::connect(address).await.ok()?;
        let url = format!("ws://{address}/visitor/graphql/ws");
        let mut request = url.into_client_request().expect("an address");
        let headers = request.headers_mut();
        headers.insert("sec-websocket-protocol", HeaderValue::from_static("graphql-transport-ws"));
        let from = HeaderValue::from_str(visitor.address()).expect("an address");
        headers.insert("x-forwarded-for", from);
        let (stream, _) = client_async(request, stream).await.ok()?;
        let mut socket = Self { stream };
        let payload = json!({ "token": visitor.secret() });
        socket.say(json!({ "type": "connection_init", "payload": payload })).await?;
        let answer = socket.stream.next().await?.ok()?;
        answer.to_text().ok()?.contains("connection_ack").then_some(socket)
    }

    /// Subscribes; what comes stays unread.
    pub async fn subscribe(&mut self, number: usize, query: &str) -> Option<()> {
        let payload = json!({ "query": query });
        let message = json!({ "type": "subscribe", "id": number.to_string(), "payload": payload });
        self.say(message).await
    }

    async fn say(&mut self, message: Value) -> Option<()> {
        self.stream.send(Message::text(message.to_string())).await.ok()
    }
}

/// A connection that has said no more than these bytes.
pub async fn silent(address: &str, bytes: &[u8]) -> Option<TcpStream> {
    let mut stream = timeout(PATIENCE, TcpStream::connect(address)).await.ok()?.ok()?;
    stream.write_all(bytes).await.ok()?;
    Some(stream)
}

/// A request to the bot's hook, of whose body most has come, and then nothing more. Whoever is refused
/// before may find the line closed while they still write.
pub async fn half_a_webhook(address: &str, from: &str, bytes: usize) -> Option<TcpStream> {
    let head = format!(
        "POST /hooks/telegram HTTP/1.1\r\nHost: desk.example.org\r\nX-Forwarded-For: {from}\r\n\
         Content-Type: application/json\r\nContent-Length: {}\r\n\r\n",
        bytes + 1
    );
    let mut stream = silent(address, head.as_bytes()).await?;
    let body = vec![b' '; bytes];
    let written = timeout(PATIENCE, stream.write_all(&body)).await;
    written.ok()?.ok()?;
    Some(stream)
}
