//! A stopping server finishes what it holds and sends its clients away one after the other.

use std::time::Duration;

use serde_json::{Value, json};
use switchboard_transport::Limits;

use crate::support::{Heard, Socket, TestServer, within};

#[tokio::test]
async fn sockets_get_their_answers_and_a_time_to_come_back() {
    let server = TestServer::start().await;
    let mut idle = Socket::open(&server).await;
    let mut subscribed = Socket::open(&server).await;
    subscribed.subscribe("1", "subscription { silence }").await;
    let mut busy = Socket::open(&server).await;
    busy.subscribe("1", "mutation { save(waitMs: 500) }").await;
    let mut unopened = Socket::connect(&server).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let draining = tokio::spawn({
        let registry = std::sync::Arc::clone(&server.registry);
        async move { registry.drain(Duration::from_secs(15)).await }
    });
    for socket in [&mut idle, &mut subscribed, &mut unopened] {
        let Heard::Closed(code, reason) = socket.hear().await else { panic!("not closed") };
        assert_eq!(code, 1001);
        let hint: Value = serde_json::from_str(&reason).unwrap();
        assert!(hint["reconnectAfterMs"].as_u64().unwrap() <= 10_000);
    }
    assert_eq!(busy.message().await["payload"]["data"]["save"], 1, "the mutation was answered");
    assert_eq!(busy.message().await, json!({ "id": "1", "type": "complete" }));
    assert_eq!(busy.close_code().await, 1001);
    assert_eq!(within("the drain", draining).await.unwrap(), 0);
    let body = r#"{"query":"subscription { silence }"}"#;
    let late = server.post_for("text/event-stream", body).send().await.unwrap();
    assert_eq!(late.status(), 503);
    assert_eq!(server.ask("{ hello }").await.0, 200, "single requests are the server's to end");
}

#[tokio::test]
async fn an_operation_that_does_not_end_cannot_hold_the_server() {
    let limits = Limits { drain_wait: Duration::from_millis(300), ..Limits::default() };
    let server = TestServer::with(limits).await;
    let mut endless = Socket::open(&server).await;
    endless.subscribe("1", "{ slow(waitMs: 25000) }").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let registry = std::sync::Arc::clone(&server.registry);
    let draining = tokio::spawn(async move { registry.drain(Duration::from_secs(15)).await });
    assert_eq!(endless.close_code().await, 1001);
    assert_eq!(within("the drain", draining).await.unwrap(), 0);
}

#[tokio::test]
async fn event_streams_end_with_a_time_to_come_back() {
    let server = TestServer::start().await;
    let body = r#"{"query":"subscription { silence }"}"#;
    let response = server.post_for("text/event-stream", body).send().await.unwrap();
    assert_eq!(server.registry.drain(Duration::from_secs(15)).await, 0);
    let text = within("the stream's end", response.text()).await.unwrap();
    assert!(text.starts_with("retry: ") && !text.contains("complete"), "{text}");
}
