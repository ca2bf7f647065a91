//! When and with which code a socket is closed.

use std::time::Duration;

use serde_json::json;
use switchboard_transport::{ConnectionLimits, Limits, Settings};
use tokio_tungstenite::tungstenite::Message;

use crate::support::{Heard, Socket, TestServer, until};

fn impatient() -> Limits {
    Limits { connection_init_wait: Duration::from_millis(200), ..Limits::default() }
}

#[tokio::test]
async fn without_initialisation_4408() {
    let server = TestServer::with(impatient()).await;
    let mut socket = Socket::connect(&server).await;
    let expected = "Connection initialisation timeout".to_owned();
    assert_eq!(socket.hear().await, Heard::Closed(4408, expected));
    let mut punctual = Socket::open(&server).await;
    tokio::time::sleep(Duration::from_millis(400)).await;
    punctual.is_alive().await;
    assert_eq!(server.closed(4408), 1);
}

#[tokio::test]
async fn a_second_initialisation_4429() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    socket.init("ana").await;
    let expected = "Too many initialisation requests".to_owned();
    assert_eq!(socket.hear().await, Heard::Closed(4429, expected));
    let mut hasty = Socket::connect(&server).await;
    hasty.init("pensive").await;
    hasty.init("pensive").await;
    assert_eq!(hasty.close_code().await, 4429, "also while the first is being looked at");
}

#[tokio::test]
async fn an_operation_before_the_acknowledgement_4401() {
    let server = TestServer::start().await;
    let mut silent = Socket::connect(&server).await;
    silent.subscribe("1", "{ hello }").await;
    assert_eq!(silent.hear().await, Heard::Closed(4401, "Unauthorized".to_owned()));
    let mut hasty = Socket::connect(&server).await;
    hasty.init("pensive").await;
    hasty.subscribe("1", "{ hello }").await;
    assert_eq!(hasty.hear().await, Heard::Closed(4401, "Unauthorized".to_owned()));
    assert_eq!(server.counts.resolved(), 0);
}

#[tokio::test]
async fn who_may_not_come_in_4403_and_a_broken_check_4500() {
    let server = TestServer::start().await;
    for (person, code) in [("stranger", 4403), ("banned", 4403), ("unknowable", 4500)] {
        let mut socket = Socket::connect(&server).await;
        socket.init(person).await;
        let Heard::Closed(closed, reason) = socket.hear().await else { panic!("{person}") };
        assert_eq!(closed, code, "{person}");
        assert!(!reason.contains("database"), "{reason}");
    }
    assert_eq!(server.refused("UNAUTHENTICATED"), 1);
}

#[tokio::test]
async fn the_upgrade_request_may_carry_the_credentials() {
    let server = TestServer::start().await;
    let headers = [("sec-websocket-protocol", "graphql-transport-ws"), ("x-person", "ana")];
    let mut socket = Socket::connect_with(&server, &headers).await;
    assert_eq!(socket.protocol.as_deref(), Some("graphql-transport-ws"));
    socket.send(json!({ "type": "connection_init" })).await;
    assert_eq!(socket.message().await, json!({ "type": "connection_ack" }));
    socket.subscribe("1", "{ who }").await;
    assert_eq!(socket.message().await["payload"]["data"]["who"], "ana");
}

#[tokio::test]
async fn an_active_id_again_4409() {
    let server = TestServer::start().await;
    for query in ["subscription { silence }", "{ slow(waitMs: 10000) }"] {
        let mut socket = Socket::open(&server).await;
        socket.subscribe("same", "subscription { silence }").await;
        socket.subscribe("same", query).await;
        let expected = "Subscriber for same already exists".to_owned();
        assert_eq!(socket.hear().await, Heard::Closed(4409, expected));
    }
}

#[tokio::test]
async fn what_the_protocol_does_not_know_4400() {
    let server = TestServer::start().await;
    let long = format!("{{\"type\":\"{}\"}}", "ж".repeat(500));
    for frame in [
        Message::text("not json"),
        Message::text("[]"),
        Message::text("{\"type\":\"start\",\"id\":\"1\"}"),
        Message::text("{\"type\":\"subscribe\",\"payload\":{\"query\":\"{ hello }\"}}"),
        Message::text("{\"type\":\"subscribe\",\"id\":\"1\",\"payload\":{}}"),
        Message::text("{\"type\":\"complete\"}"),
        Message::text("{\"type\":\"ping\",\"payload\":[]}"),
        Message::text("{\"type\":\"connection_ack\",\"id\":7,\"payload\":\"x\"}"),
        Message::text(long),
        Message::binary(b"{\"type\":\"ping\"}".to_vec()),
    ] {
        let mut socket = Socket::open(&server).await;
        let said = frame.to_string();
        socket.send_frame(frame).await;
        let Heard::Closed(code, reason) = socket.hear().await else { panic!("{said}") };
        assert_eq!(code, 4400, "{said}");
        assert!(reason.starts_with("Invalid message: ") && reason.len() <= 123, "{reason}");
    }
}

#[tokio::test]
async fn other_subprotocols_4406() {
    let server = TestServer::start().await;
    let mut older =
        Socket::connect_with(&server, &[("sec-websocket-protocol", "graphql-ws, mqtt")]).await;
    assert_eq!(older.protocol.as_deref(), Some("graphql-ws"), "echoed, or the client fails early");
    assert_eq!(older.close_code().await, 4406);
    let mut none = Socket::connect_with(&server, &[]).await;
    assert_eq!(none.protocol, None);
    assert_eq!(none.close_code().await, 4406);
    let offer = [("sec-websocket-protocol", "graphql-ws, graphql-transport-ws")];
    let both = Socket::connect_with(&server, &offer).await;
    assert_eq!(both.protocol.as_deref(), Some("graphql-transport-ws"));
    until("the tickets' return", || server.registry.live() == 1).await;
}

#[tokio::test]
async fn a_message_that_is_too_long_1009() {
    let server = TestServer::with(Limits { message_bytes: 2_000, ..Limits::default() }).await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", &format!("{{ hello }} # {}", "x".repeat(2_000))).await;
    assert_eq!(socket.close_code().await, 1009);
    assert_eq!(server.counts.resolved(), 0);
}

#[tokio::test]
async fn the_end_of_a_session_4401_or_4403() {
    let server = TestServer::start().await;
    for (person, code) in [("expiring", 4401), ("revoked", 4403)] {
        let mut socket = Socket::open_as(&server, person).await;
        socket.subscribe("1", "subscription { silence }").await;
        assert_eq!(socket.close_code().await, code, "{person}");
    }
    until("the sockets' end", || server.registry.live() == 0).await;
}

#[tokio::test]
async fn what_was_asked_before_the_session_ended_is_answered_and_feeds_end() {
    let server = TestServer::start().await;
    let mut socket = Socket::open_as(&server, "revoked").await;
    socket.subscribe("feed", "subscription { silence }").await;
    socket.subscribe("1", "mutation { save(waitMs: 600) }").await;
    assert_eq!(socket.message().await["payload"]["data"]["save"], 1, "the mutation was answered");
    assert_eq!(socket.message().await, json!({ "id": "1", "type": "complete" }));
    assert_eq!(socket.close_code().await, 4403);
}

#[tokio::test]
async fn a_half_open_socket_is_found_and_one_that_answers_is_kept() {
    let limits = Limits {
        ping_every: Duration::from_millis(150),
        silence: Duration::from_millis(500),
        ..Limits::default()
    };
    let server = TestServer::with(limits).await;
    let _dead = Socket::open(&server).await;
    let mut alive = Socket::open_as(&server, "ben").await;
    let listening = tokio::spawn(async move { (alive.hear().await, alive) });
    until("the dead socket's end", || server.registry.live() == 1).await;
    assert_eq!(server.closed(4504), 1);
    tokio::time::sleep(Duration::from_millis(700)).await;
    assert_eq!(server.registry.live(), 1, "the one that answers pings lives on");
    assert!(!listening.is_finished());
    listening.abort();
}

#[tokio::test]
async fn connections_are_bounded() {
    let connections = ConnectionLimits {
        connections: 3,
        connections_per_actor: 1,
        ..ConnectionLimits::default()
    };
    let server = TestServer::with_all(Limits::default(), Settings::default(), connections).await;
    let first = Socket::open(&server).await;
    let mut second = Socket::connect(&server).await;
    second.init("ana").await;
    assert_eq!(second.close_code().await, 1013, "one socket for each actor");
    until("the ticket's return", || server.registry.live() == 1).await;
    let _ben = Socket::open_as(&server, "ben").await;
    let _cleo = Socket::open_as(&server, "cleo").await;
    let upgrade = server
        .http
        .get(format!("{}/ws", server.url()))
        .header("connection", "upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
        .header("sec-websocket-protocol", "graphql-transport-ws");
    let response = upgrade.send().await.unwrap();
    assert_eq!(response.status(), 503);
    assert!(response.headers().contains_key("retry-after"));
    drop(first);
    until("the ticket's return", || server.registry.live() == 2).await;
    Socket::open(&server).await;
}

#[tokio::test]
async fn a_request_without_an_upgrade_is_told_to_upgrade() {
    let server = TestServer::start().await;
    let response = server.http.get(format!("{}/ws", server.url())).send().await.unwrap();
    assert_eq!(response.status(), 426);
    assert_eq!(response.headers()["upgrade"], "websocket");
}
