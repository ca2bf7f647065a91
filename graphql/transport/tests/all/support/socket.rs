//! A client of `graphql-transport-ws` that does what it is told, also the wrong thing.

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest},
};

use super::{TestServer, within};

/// What a server said.
#[derive(Debug, Clone, PartialEq)]
pub enum Heard {
    Message(Value),
    /// Code and reason.
    Closed(u16, String),
    /// The connection ended without a close frame.
    Lost,
}

pub struct Socket {
    stream: WebSocketStream<TcpStream>,
    /// The subprotocol that the server chose.
    pub protocol: Option<String>,
}

impl Socket {
    pub async fn connect(server: &TestServer) -> Self {
        Self::connect_with(server, &[("sec-websocket-protocol", "graphql-transport-ws")]).await
    }

    pub async fn connect_with(server: &TestServer, headers: &[(&'static str, &str)]) -> Self {
        let mut request =
            format!("ws://{}/graphql/ws", server.address).into_client_request().unwrap();
        for (name, value) in headers {
            request.headers_mut().insert(*name, value.parse().unwrap());
        }
        let tcp = TcpStream::connect(server.address).await.unwrap();
        let (stream, response) = within("handshake", client_async(request, tcp)).await.unwrap();
        let protocol = response
            .headers()
            .get("sec-websocket-protocol")
            .map(|value| value.to_str().unwrap().to_owned());
        Self { stream, protocol }
    }

    /// Connected and acknowledged.
    pub async fn open(server: &TestServer) -> Self {
        Self::open_as(server, "ana").await
    }

    pub async fn open_as(server: &TestServer, person: &str) -> Self {
        let mut socket = Self::connect(server).await;
        socket.init(person).await;
        assert_eq!(socket.message().await, json!({ "type": "connection_ack" }));
        socket
    }

    pub async fn init(&mut self, person: &str) {
        self.send(json!({ "type": "connection_init", "payload": { "person": person } })).await;
    }

    pub async fn send(&mut self, message: Value) {
        self.send_frame(Message::text(message.to_string())).await;
    }

    pub async fn send_frame(&mut self, frame: Message) {
        within("sending", self.stream.send(frame)).await.unwrap();
    }

    pub async fn subscribe(&mut self, id: &str, query: &str) {
        let payload = json!({ "query": query });
        self.send(json!({ "id": id, "type": "subscribe", "payload": payload })).await;
    }

    pub async fn complete(&mut self, id: &str) {
        self.send(json!({ "id": id, "type": "complete" })).await;
    }

    /// The next message or the end. Keep-alive frames are answered on the way.
    pub async fn hear(&mut self) -> Heard {
        loop {
            match within("an answer", self.stream.next()).await {
                Some(Ok(Message::Text(text))) => {
                    return Heard::Message(serde_json::from_str(&text).unwrap());
                }
                Some(Ok(Message::Close(Some(frame)))) => {
                    return Heard::Closed(frame.code.into(), frame.reason.to_string());
                }
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Ok(other)) => panic!("unexpected frame {other:?}"),
                Some(Err(_)) | None => return Heard::Lost,
            }
        }
    }

    pub async fn message(&mut self) -> Value {
        match self.hear().await {
            Heard::Message(message) => message,
            other => panic!("expected a message, heard {other:?}"),
        }
    }

    /// Reads on until the server closes.
    pub async fn close_code(&mut self) -> u16 {
        within("the close", async {
            loop {
                match self.hear().await {
                    Heard::Message(_) => {}
                    Heard::Closed(code, _) => return code,
                    Heard::Lost => panic!("the connection was lost without a close code"),
                }
            }
        })
        .await
    }

    /// Shows that the socket still works, and that nothing else was sent before.
    pub async fn is_alive(&mut self) {
        self.send(json!({ "type": "ping", "payload": { "alive": true } })).await;
        assert_eq!(self.message().await, json!({ "type": "pong", "payload": { "alive": true } }));
    }
}
