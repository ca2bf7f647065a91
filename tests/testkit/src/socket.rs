//! A small client of `graphql-transport-ws`: one subscription over one socket. It tells how the line
//! ended, so that whoever follows can come back and say where it was.

use futures::{SinkExt, StreamExt};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

/// Time without a word after which the line counts as dead: longer than the server's keep-alive.
const SILENCE: Duration = Duration::from_secs(15);
/// The id of the one operation.
const OPERATION: &str = "1";

/// Why nothing more comes.
#[derive(Debug)]
pub enum Ended {
    /// The line broke, was closed or fell silent.
    Lost(String),
    /// The server refused the operation.
    Refused(Value),
    /// The server completed the operation.
    Completed,
}

/// A socket with one subscription.
pub struct Subscription {
    stream: WebSocketStream<TcpStream>,
}

impl Subscription {
    /// Opens a socket at `address` (host and port) and subscribes.
    pub async fn open(
        address: &str,
        path: &str,
        secret: &str,
        query: &str,
        variables: Value,
    ) -> Result<Self, Ended> {
        let mut subscription = patient(Self::connect(address, path)).await?;
        let payload = json!({ "token": secret });
        subscription.say(json!({ "type": "connection_init", "payload": payload })).await?;
        let answer = subscription.hear().await?;
        if answer["type"] != "connection_ack" {
            return Err(Ended::Refused(answer));
        }
        let payload = json!({ "query": query, "variables": variables });
        let message = json!({ "id": OPERATION, "type": "subscribe", "payload": payload });
        subscription.say(message).await?;
        Ok(subscription)
    }

    /// The data of the next result.
    pub async fn next(&mut self) -> Result<Value, Ended> {
        loop {
            let mut message = self.hear().await?;
            match message["type"].as_str() {
                Some("ping") => self.say(json!({ "type": "pong" })).await?,
                Some("pong") => {}
                Some("complete") => return Err(Ended::Completed),
                Some("next") if message["payload"].get("errors").is_none() => {
                    return Ok(message["payload"]["data"].take());
                }
                _ => return Err(Ended::Refused(message)),
            }
        }
    }

    async fn connect(address: &str, path: &str) -> Result<Self, Ended> {
        let stream = TcpStream::connect(address).await.map_err(lost)?;
        let mut request = format!("ws://{address}{path}").into_client_request().map_err(lost)?;
        let protocol = HeaderValue::from_static("graphql-transport-ws");
        request.headers_mut().insert("sec-websocket-protocol", protocol);
        let (stream, _) = client_async(request, stream).await.map_err(lost)?;
        Ok(Self { stream })
    }

    async fn say(&mut self, message: Value) -> Result<(), Ended> {
        patient(async { self.stream.send(Message::text(message.to_string())).await.map_err(lost) })
            .await
    }

    async fn hear(&mut self) -> Result<Value, Ended> {
        patient(async {
            loop {
                match self.stream.next().await {
                    Some(Ok(Message::Text(text))) => {
                        return serde_json::from_str(&text).map_err(lost);
                    }
                    Some(Ok(Message::Close(frame))) => return Err(lost(format!("{frame:?}"))),
                    Some(Ok(_)) => {}
                    Some(Err(error)) => return Err(lost(error)),
                    None => return Err(lost("the end of the stream")),
                }
            }
        })
        .await
    }
}

fn lost(why: impl ToString) -> Ended {
    Ended::Lost(why.to_string())
}

async fn patient<T>(work: impl Future<Output = Result<T, Ended>>) -> Result<T, Ended> {
    timeout(SILENCE, work).await.unwrap_or_else(|_| Err(lost("silence")))
}
