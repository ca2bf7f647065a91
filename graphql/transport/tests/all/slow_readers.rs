//! A reader that stands still: its source waits, memory stays bounded, and it is closed in the end.

use std::time::Duration;

use futures::StreamExt;
use serde_json::json;
use switchboard_transport::Limits;

use crate::support::{Heard, Socket, TestServer, until, within};

const EVENT_BYTES: usize = 64 * 1024;
/// What the operating system may hold for one connection, generously.
const KERNEL_BYTES: usize = 24 * 1024 * 1024;

fn limits() -> Limits {
    Limits {
        slow_reader: Duration::from_millis(700),
        close_wait: Duration::from_secs(10),
        queue_bytes: 512 * 1024,
        ..Limits::default()
    }
}

fn flood() -> String {
    format!("subscription {{ flood(bytes: {EVENT_BYTES}) }}")
}

/// Waits until the source is asked for nothing more.
async fn source_waits(server: &TestServer) {
    let mut before = usize::MAX;
    within("back pressure", async {
        while server.counts.pulled() != before || before == 0 {
            before = server.counts.pulled();
            tokio::time::sleep(Duration::from_millis(300)).await;
        }
    })
    .await;
    assert!(server.counts.pulled() * EVENT_BYTES < KERNEL_BYTES + limits().queue_bytes);
}

/// Gives the server time to take in what was sent, before reading makes room again.
async fn server_has_listened() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}

#[tokio::test]
async fn a_socket_that_is_not_read_waits_and_is_closed_as_slow() {
    let server = TestServer::with(limits()).await;
    let mut stopped = Socket::open(&server).await;
    stopped.subscribe("1", &flood()).await;
    source_waits(&server).await;
    tokio::time::sleep(Duration::from_millis(800)).await;
    loop {
        match stopped.hear().await {
            Heard::Message(message) => assert_eq!(message["type"], "next"),
            Heard::Closed(code, reason) => {
                assert_eq!((code, reason.as_str()), (4508, "slow"));
                break;
            }
            Heard::Lost => panic!("closed without a code"),
        }
    }
    drop(stopped);
    until("the socket's end", || server.registry.live() == 0).await;
}

#[tokio::test]
async fn a_stopped_socket_delays_no_other_and_is_let_go_if_it_never_reads() {
    let server =
        TestServer::with(Limits { close_wait: Duration::from_millis(200), ..limits() }).await;
    let mut stopped = Socket::open(&server).await;
    stopped.subscribe("1", &flood()).await;
    source_waits(&server).await;
    let mut other = Socket::open_as(&server, "ben").await;
    other.subscribe("1", "subscription { count(to: 3) }").await;
    for number in 1..=3 {
        assert_eq!(other.message().await["payload"]["data"]["count"], number);
    }
    until("the stopped socket's end", || server.registry.live() == 1).await;
}

#[tokio::test]
async fn a_slow_but_steady_reader_is_kept_and_misses_nothing() {
    let server = TestServer::with(limits()).await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", "subscription { count(to: 1000) }").await;
    for number in 1..=1_000 {
        let message = socket.message().await;
        assert_eq!(message["payload"]["data"]["count"], number);
        if number % 100 == 0 {
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }
    assert_eq!(socket.message().await, json!({ "id": "1", "type": "complete" }));
}

#[tokio::test]
async fn a_blocked_socket_still_listens() {
    let limits = Limits { slow_reader: Duration::from_secs(15), ..limits() };
    let server = TestServer::with(limits).await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", &flood()).await;
    source_waits(&server).await;
    socket.subscribe("2", "mutation { save }").await;
    until("the mutation", || server.counts.mutated() == 1).await;
    socket.complete("1").await;
    loop {
        let message = socket.message().await;
        if message["id"] == "2" {
            assert_eq!(message["payload"]["data"]["save"], 1);
            break;
        }
    }
}

#[tokio::test]
async fn a_client_that_asks_and_never_reads_runs_out_of_room() {
    let limits = Limits {
        slow_reader: Duration::from_secs(15),
        operations_per_socket: 4,
        queue_messages: 4,
        queue_controls: 4,
        ..limits()
    };
    let server = TestServer::with(limits).await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("flood", &flood()).await;
    source_waits(&server).await;
    for number in 0..20 {
        socket.subscribe(&number.to_string(), "{ nothing }").await;
    }
    server_has_listened().await;
    assert_eq!(socket.close_code().await, 4508);
}

#[tokio::test]
async fn large_pings_fill_no_memory() {
    let limits = Limits { slow_reader: Duration::from_secs(15), ..limits() };
    let server = TestServer::with(limits).await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("flood", &flood()).await;
    source_waits(&server).await;
    for _ in 0..4 {
        socket.send(json!({ "type": "ping", "payload": { "x": "y".repeat(200_000) } })).await;
    }
    server_has_listened().await;
    assert_eq!(socket.close_code().await, 4508);
}

#[tokio::test]
async fn an_event_stream_that_is_not_read_waits_and_ends() {
    let server = TestServer::with(limits()).await;
    let body = json!({ "query": flood() }).to_string();
    let response = server.post_for("text/event-stream", body).send().await.unwrap();
    assert_eq!(response.status(), 200);
    source_waits(&server).await;
    until("the stream's end", || server.registry.live() == 0).await;
    let mut events = response.bytes_stream();
    let mut bytes = 0;
    while let Some(Ok(chunk)) = within("the rest", events.next()).await {
        bytes += chunk.len();
    }
    assert!(bytes >= EVENT_BYTES, "what was on its way arrived");
}
