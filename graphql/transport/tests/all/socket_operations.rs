//! Operations over a socket: order, independence, and nothing after their end.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use switchboard_transport::Limits;

use crate::support::{Heard, Socket, TestServer, until};

fn complete(id: &str) -> Value {
    json!({ "id": id, "type": "complete" })
}

#[tokio::test]
async fn queries_and_mutations_give_one_result_and_their_end() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    for (id, query, expected) in [
        ("q", "{ hello who }", json!({ "hello": "Hello, world!", "who": "ana" })),
        ("m", "mutation { save }", json!({ "save": 1 })),
    ] {
        socket.subscribe(id, query).await;
        let next = socket.message().await;
        assert_eq!((&next["type"], &next["id"]), (&json!("next"), &json!(id)));
        assert_eq!(next["payload"]["data"], expected);
        assert!(next["payload"]["extensions"]["rateLimit"]["cost"].as_u64().unwrap() > 0);
        assert_eq!(socket.message().await, complete(id));
    }
    socket.is_alive().await;
}

#[tokio::test]
async fn a_subscription_gives_its_results_in_order_and_its_end() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    let payload = json!({
        "query": "query a { hello } subscription b($to: Int!) { count(to: $to) }",
        "operationName": "b",
        "variables": { "to": 300 },
    });
    socket.send(json!({ "id": "s", "type": "subscribe", "payload": payload })).await;
    for number in 1..=300 {
        let expected =
            json!({ "id": "s", "type": "next", "payload": { "data": { "count": number } } });
        assert_eq!(socket.message().await, expected);
    }
    assert_eq!(socket.message().await, complete("s"));
    assert_eq!(server.events(), 300);
}

#[tokio::test]
async fn an_id_is_free_again_after_its_end() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    for query in ["{ hello }", "{ nothing }", "subscription { count(to: 1) }", "{ hello }"] {
        socket.subscribe("same", query).await;
        loop {
            let message = socket.message().await;
            if message["type"] != "next" {
                break;
            }
        }
    }
    socket.is_alive().await;
}

#[tokio::test]
async fn errors_before_execution_end_the_operation_and_not_the_socket() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    for (query, code) in [
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{", "GRAPHQL_PARSE_FAILED"),
        ("query q($n: String!) { hello(name: $n) }", "BAD_USER_INPUT"),
        ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { silence count(to: 1) }", "GRAPHQL_VALIDATION_FAILED"),
        ("subscription { ...f } fragment f on Events { silence }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ panics }", "INTERNAL"),
    ] {
        socket.subscribe("1", query).await;
        let message = socket.message().await;
        assert_eq!((&message["type"], &message["id"]), (&json!("error"), &json!("1")), "{query}");
        assert_eq!(message["payload"][0]["extensions"]["code"], code, "{query}: {message}");
    }
    socket.is_alive().await;
}

#[tokio::test]
async fn errors_of_resolvers_and_sources_travel_as_results() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", "{ hello fails }").await;
    let next = socket.message().await;
    assert_eq!(next["type"], "next");
    assert_eq!(next["payload"]["errors"][0]["message"], "no luck");
    assert_eq!(socket.message().await, complete("1"));
    socket.subscribe("2", "subscription { refused }").await;
    let answer = socket.message().await;
    assert!(answer.to_string().contains("not for you"), "{answer}");
    socket.subscribe("3", "subscription { panics }").await;
    let mut last = socket.message().await;
    while last["id"] != "3" || last["type"] == "next" {
        last = socket.message().await;
    }
    assert_eq!(last["type"], "error");
    assert_eq!(last["payload"][0]["extensions"]["code"], "INTERNAL");
    socket.is_alive().await;
}

#[tokio::test]
async fn nothing_follows_what_the_client_has_completed() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", "subscription { count(to: 100000, everyMs: 5) }").await;
    assert_eq!(socket.message().await["payload"]["data"]["count"], 1);
    socket.complete("1").await;
    socket.send(json!({ "type": "ping", "payload": { "mark": 1 } })).await;
    while socket.message().await["type"] == "next" {}
    tokio::time::sleep(Duration::from_millis(200)).await;
    socket.is_alive().await;

    socket.subscribe("2", "{ slow(waitMs: 300) }").await;
    socket.complete("2").await;
    tokio::time::sleep(Duration::from_millis(600)).await;
    socket.is_alive().await;

    socket.subscribe("1", "{ hello }").await;
    assert_eq!(socket.message().await["payload"]["data"]["hello"], "Hello, world!");
    assert_eq!(socket.message().await, complete("1"));
}

#[tokio::test]
async fn a_completed_mutation_still_takes_effect() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", "mutation { save(waitMs: 300) }").await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    socket.complete("1").await;
    until("the mutation", || server.counts.mutated() == 1).await;
    socket.is_alive().await;
}

#[tokio::test]
async fn pings_and_pongs_go_both_ways_at_any_time() {
    let server = TestServer::start().await;
    let mut socket = Socket::connect(&server).await;
    socket.is_alive().await;
    socket.send(json!({ "type": "ping" })).await;
    assert_eq!(socket.message().await, json!({ "type": "pong" }));
    socket.send(json!({ "type": "pong", "payload": { "unasked": true } })).await;
    socket.send(json!({ "type": "pong" })).await;
    socket.complete("never-begun").await;
    socket.is_alive().await;
}

#[tokio::test]
async fn a_slow_operation_delays_no_other() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("slow", "mutation { save(waitMs: 5000) }").await;
    socket.subscribe("slower", "{ slow(waitMs: 20000) }").await;
    let mut worst = Duration::ZERO;
    for _ in 0..20 {
        let asked_at = Instant::now();
        socket.subscribe("fast", "{ hello }").await;
        let next = socket.message().await;
        assert_eq!(next["id"], "fast");
        worst = worst.max(asked_at.elapsed());
        assert_eq!(socket.message().await, complete("fast"));
    }
    assert!(worst < Duration::from_secs(3), "a fast query took {worst:?} beside a slow one");
    assert_eq!(server.counts.mutated(), 0, "the slow one was still running");
}

#[tokio::test]
async fn operations_of_a_socket_are_bounded() {
    let server = TestServer::with(Limits { operations_per_socket: 2, ..Limits::default() }).await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", "subscription { silence }").await;
    socket.subscribe("2", "subscription { silence }").await;
    socket.subscribe("3", "subscription { silence }").await;
    let refused = socket.message().await;
    assert_eq!((&refused["type"], &refused["id"]), (&json!("error"), &json!("3")));
    assert_eq!(refused["payload"][0]["extensions"]["code"], "LIMIT_EXCEEDED");
    socket.complete("1").await;
    socket.subscribe("3", "{ hello }").await;
    assert_eq!(socket.message().await["payload"]["data"]["hello"], "Hello, world!");
}

#[tokio::test]
async fn the_budget_is_shared_by_all_protocols() {
    let limits = Limits { rate_burst: 30, rate_per_second: 1, ..Limits::default() };
    let server = TestServer::with(limits).await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", "{ items(first: 10) { nodes { number } } }").await;
    assert_eq!(socket.message().await["type"], "next");
    assert_eq!(socket.message().await, complete("1"));
    socket.subscribe("2", "{ items(first: 10) { nodes { number } } }").await;
    let refused = socket.message().await;
    assert_eq!(refused["type"], "error");
    assert_eq!(refused["payload"][0]["extensions"]["code"], "RATE_LIMITED");
    assert!(refused["payload"][0]["extensions"]["retryAfterMs"].as_u64().unwrap() > 0);
    let body = r#"{"query":"{ items(first: 10) { nodes { number } } }"}"#;
    let response = server.post(body).header("x-person", "ana").send().await.unwrap();
    assert_eq!(response.status(), 429);
}

#[tokio::test]
async fn a_client_that_leaves_stops_its_sources() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    socket.subscribe("1", "subscription { flood(bytes: 10) }").await;
    assert!(matches!(socket.hear().await, Heard::Message(_)));
    drop(socket);
    until("the socket's end", || server.registry.live() == 0).await;
    tokio::time::sleep(Duration::from_millis(100)).await;
    let pulled = server.counts.pulled();
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(server.counts.pulled(), pulled, "nobody reads the source any more");
}
