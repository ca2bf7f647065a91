//! Hostile and expensive documents are refused before anything runs.

use std::{fmt::Write, time::Duration};

use serde_json::Value;
use switchboard_transport::{ConnectionLimits, Introspection, Limits, Settings};

use crate::support::{Socket, TestServer, code};

/// Each would be expensive, or fatal, for an engine that executes or even validates it.
fn hostile_documents() -> Vec<(&'static str, String)> {
    let mut doubling = "query { hello ...f0 } fragment f29 on Query { hello }".to_owned();
    for index in 0..29 {
        let next = index + 1;
        write!(doubling, " fragment f{index} on Query {{ ...f{next} ...f{next} }}").unwrap();
    }
    let aliases: String = (0..2_000).map(|n| format!("a{n}: hello ")).collect();
    let pages = "items(first: 100) { nodes { number } } ".repeat(300);
    vec![
        ("10,000 directives", format!("{{ hello {} }}", "@skip(if: false) ".repeat(10_000))),
        ("directives in few tokens", format!("{{ hello {} }}", "@a".repeat(1_000))),
        ("deep nesting", format!("{{ hello {}hello{} }}", "again { ".repeat(40), " }".repeat(40))),
        ("very deep nesting", format!("{{ hello {}", "again { ".repeat(20_000))),
        ("deep values", format!("{{ hello(name: {}", "[".repeat(5_000))),
        ("aliases", format!("{{ {aliases} }}")),
        ("doubling fragments", doubling),
        ("a large page", "{ hello items(first: 101) { nodes { number } } }".to_owned()),
        (
            "a huge page",
            "{ hello items(first: 99999999999999999999) { nodes { number } } }".to_owned(),
        ),
        ("many pages", format!("{{ {pages} }}")),
        ("a long document", format!("{{ hello }} # {}", "x".repeat(100_000))),
    ]
}

#[tokio::test]
async fn hostile_documents_run_nothing_over_http() {
    let server = TestServer::start().await;
    for (name, document) in hostile_documents() {
        let (status, answer) = server.ask(&document).await;
        assert_eq!((status, code(&answer)), (400, "LIMIT_EXCEEDED"), "{name}: {answer}");
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(message.len() < 300, "{name}: {message}");
    }
    for circle in [
        "{ hello ...a } fragment a on Query { hello ...a }",
        "{ hello ...a } fragment a on Query { again { ...b } } fragment b on Query { again { ...a } }",
    ] {
        let (status, answer) = server.ask(circle).await;
        assert_eq!((status, code(&answer)), (400, "GRAPHQL_VALIDATION_FAILED"), "{answer}");
    }
    assert_eq!(server.counts.resolved(), 0, "nothing was executed");
    assert_eq!(server.refused("LIMIT_EXCEEDED"), hostile_documents().len() as u64);
}

#[tokio::test]
async fn hostile_documents_run_nothing_over_a_socket() {
    let server = TestServer::start().await;
    let mut socket = Socket::open(&server).await;
    for (name, document) in hostile_documents() {
        socket.subscribe("1", &document).await;
        let message = socket.message().await;
        assert_eq!(message["type"], "error", "{name}");
        assert_eq!(message["payload"][0]["extensions"]["code"], "LIMIT_EXCEEDED", "{name}");
    }
    assert_eq!(server.counts.resolved(), 0);
    socket.is_alive().await;
}

#[tokio::test]
async fn large_bodies_are_cut_off() {
    let server = TestServer::with(Limits { body_bytes: 1_000, ..Limits::default() }).await;
    let body = format!(r#"{{"query":"{{ hello }}","x":"{}"}}"#, "y".repeat(1_000));
    let response = server.post(body).send().await.unwrap();
    assert_eq!(response.status(), 413);
    assert_eq!(server.counts.resolved(), 0);
}

#[tokio::test]
async fn spent_budgets_are_refused_with_a_time_to_come_back() {
    let limits = Limits { rate_burst: 50, rate_per_second: 10, ..Limits::default() };
    let server = TestServer::with(limits).await;
    let (status, answer) = server.ask("{ items(first: 10) { nodes { number } } }").await;
    assert_eq!(status, 200);
    assert_eq!(answer["extensions"]["rateLimit"]["cost"], 21);
    assert_eq!(answer["extensions"]["rateLimit"]["limit"], 50);
    server.ask("{ items(first: 10) { nodes { number } } }").await;
    let executed = server.counts.resolved();
    let body = r#"{"query":"{ items(first: 20) { nodes { number } } }"}"#;
    for accept in ["application/json", "application/graphql-response+json", "text/event-stream"] {
        let response = server.post_for(accept, body).send().await.unwrap();
        assert_eq!(response.status(), 429, "{accept}");
        let wait: u64 = response.headers()["retry-after"].to_str().unwrap().parse().unwrap();
        assert!((1..=5).contains(&wait), "{wait}");
        let answer: Value = response.json().await.unwrap();
        assert_eq!(code(&answer), "RATE_LIMITED");
        assert!(answer["errors"][0]["extensions"]["retryAfterMs"].as_u64().unwrap() > 0);
    }
    assert_eq!(server.counts.resolved(), executed);
    let other = server.post(body).header("x-person", "ben").send().await.unwrap();
    assert_eq!(other.status(), 200, "another actor has its own budget");
}

#[tokio::test]
async fn operations_are_stopped_after_their_time() {
    let limits = Limits { operation_time: Duration::from_millis(200), ..Limits::default() };
    let server = TestServer::with(limits).await;
    let (status, answer) = server.ask("{ slow(waitMs: 60000) }").await;
    assert_eq!((status, code(&answer)), (503, "TIMED_OUT"));
}

#[tokio::test]
async fn a_mutation_outlives_its_client() {
    let server = TestServer::start().await;
    let body = r#"{"query":"mutation { save(waitMs: 500) }"}"#;
    let request = server.post(body).timeout(Duration::from_millis(100)).send().await;
    assert!(request.is_err(), "the client went away");
    assert_eq!(server.counts.mutated(), 0);
    crate::support::until("the mutation", || server.counts.mutated() == 1).await;
}

#[tokio::test]
async fn the_schema_is_told_only_when_switched_on() {
    let queries = [
        "{ __schema { queryType { name } } }",
        "{ ...f } fragment f on Query { __type(name: \"Item\") { name } }",
    ];
    let open = TestServer::start().await;
    let closed =
        TestServer::with_all(Limits::default(), Settings::default(), ConnectionLimits::default())
            .await;
    for query in queries {
        assert_eq!(open.ask(query).await.0, 200);
        let (status, answer) = closed.ask(query).await;
        assert_eq!((status, code(&answer)), (400, "INTROSPECTION_DISABLED"));
    }
    assert_eq!(closed.ask("{ __typename }").await.0, 200, "this much is not the schema");
    let settings = Settings { introspection: Introspection::SignedIn, ..Settings::default() };
    let guarded =
        TestServer::with_all(Limits::default(), settings, ConnectionLimits::default()).await;
    for query in queries {
        assert_eq!(guarded.ask_as("ana", query).await.0, 200);
        let (status, answer) = guarded.ask_as("visitor", query).await;
        assert_eq!((status, code(&answer)), (400, "INTROSPECTION_DISABLED"));
    }
    for (person, hints) in [("ana", true), ("visitor", false)] {
        let (_, answer) = guarded.ask_as(person, "{ helo }").await;
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains("helo"), "{message}");
        assert_eq!(message.contains("hello"), hints, "{person}: {message}");
    }
}
