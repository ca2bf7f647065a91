//! The one budget of bytes: what is too large ends while it is resolved, what waits unread is bounded,
//! and all of it goes back.

use std::{fmt::Write, time::Duration};

use futures::StreamExt;
use serde_json::Value;
use switchboard_transport::{ConnectionLimits, Introspection, Limits, Settings, Share};

use crate::support::{Socket, TestServer, code, until};

const KIBIBYTE: usize = 1024;

/// Small enough that nothing of it fits into the buffers of the operating system unseen.
fn share() -> Share {
    Share {
        bytes: 64 * 1024 * KIBIBYTE,
        caller_bytes: 8 * 1024 * KIBIBYTE,
        answer_bytes: 4 * 1024 * KIBIBYTE,
        parts: 4,
        resolving: 4,
    }
}

async fn server(limits: Limits, strangers: Share) -> TestServer {
    let settings = Settings { introspection: Introspection::Everybody, ..Settings::default() };
    let connections = ConnectionLimits { strangers, ..ConnectionLimits::default() };
    TestServer::with_all(limits, settings, connections).await
}

fn held(server: &TestServer) -> usize {
    server.registry.answer_bytes().iter().map(|(_, bytes)| bytes).sum()
}

#[tokio::test]
async fn many_large_fields_end_as_soon_as_they_are_too_many_bytes() {
    let server = server(Limits::default(), share()).await;
    let aliases = (0..90).fold(String::new(), |mut all, number| {
        write!(all, "a{number}: text(bytes: 4800000) ").unwrap();
        all
    });
    let (status, answer) = server.ask_as("visitor", &format!("{{ {aliases} }}")).await;
    assert_eq!((status, code(&answer)), (400, "LIMIT_EXCEEDED"), "{answer}");
    let message = answer["errors"][0]["message"].as_str().unwrap();
    assert!(message.contains("more than 4194304 bytes"), "{message}");
    assert!(answer.get("data").is_none(), "half an answer is none");
    let (status, answer) = server.ask_as("visitor", "{ text(bytes: 4000000) }").await;
    assert_eq!((status, answer["data"]["text"].as_str().unwrap().len()), (200, 4_000_000));
    until("all to be given back", || held(&server) == 0).await;
    let mutation = "mutation { save }";
    assert_eq!(server.ask_as("visitor", mutation).await.0, 200, "and it goes on");
}

#[tokio::test]
async fn the_schema_is_no_way_to_a_large_answer() {
    let limits = Limits { cost: 500, ..Limits::default() };
    let server = server(limits, share()).await;
    let circle = (0..7).fold("name".to_owned(), |inner, _| {
        format!("possibleTypes {{ interfaces {{ {inner} }} }}")
    });
    let schema = "__schema { types { name fields { name args { name } } } } ";
    let copies = (0..100).fold(String::new(), |mut all, number| {
        write!(all, "a{number}: {schema}").unwrap();
        all
    });
    for (query, word) in [
        (format!("{{ __type(name: \"Query\") {{ {circle} }} }}"), "stands inside"),
        (format!("{{ {copies} }}"), "costs"),
    ] {
        let (status, answer) = server.ask(&query).await;
        assert_eq!((status, code(&answer)), (400, "LIMIT_EXCEEDED"), "{answer}");
        let message = answer["errors"][0]["message"].as_str().unwrap();
        assert!(message.contains(word), "{message}");
    }
    assert_eq!(server.ask(&format!("{{ {schema} }}")).await.0, 200, "once is allowed");
}

#[tokio::test]
async fn many_errors_are_counted_and_the_first_are_told() {
    let server = TestServer::start().await;
    let unknown = (0..1_990).fold(String::new(), |mut all, number| {
        write!(all, "unknown{number} ").unwrap();
        all
    });
    let (status, answer) = server.ask_as("visitor", &format!("{{ {unknown} }}")).await;
    assert_eq!(status, 400);
    assert_eq!(answer["errors"].as_array().unwrap().len(), 51);
    assert!(answer["errors"][50]["message"].as_str().unwrap().starts_with("1940 more errors"));
    assert!(answer.to_string().len() < 40_000);
}

#[tokio::test]
async fn sockets_that_are_not_read_hold_what_one_visitor_may() {
    let limits = Limits { slow_reader: Duration::from_secs(15), ..Limits::default() };
    let server = server(limits, share()).await;
    let mut sockets = Vec::new();
    for _ in 0..5 {
        let mut socket = Socket::open_as(&server, "visitor").await;
        for number in 0..4 {
            let flood = "subscription { flood(bytes: 1000000) }";
            socket.subscribe(&number.to_string(), flood).await;
        }
        sockets.push(socket);
    }
    until("what fits to be held", || held(&server) > 4 * 1024 * KIBIBYTE).await;
    let mut pulled = 0;
    while pulled != server.counts.pulled() {
        pulled = server.counts.pulled();
        assert!(held(&server) <= share().caller_bytes);
        tokio::time::sleep(Duration::from_millis(300)).await;
    }
    let (status, answer) = server.ask_as("visitor-2", "{ text(bytes: 1000000) }").await;
    assert_eq!((status, &answer["errors"]), (200, &Value::Null), "others notice nothing");
    drop(sockets);
    until("all to be given back", || held(&server) == 0).await;
}

#[tokio::test]
async fn a_visitor_has_fewer_sockets_and_operations_than_those_who_are_signed_in() {
    let server = TestServer::start().await;
    let mut sockets = Vec::new();
    for _ in 0..10 {
        sockets.push(Socket::open_as(&server, "visitor").await);
    }
    let mut further = Socket::connect(&server).await;
    further.init("visitor").await;
    assert_eq!(further.close_code().await, 1013);
    let mut operator = Socket::open_as(&server, "ana").await;
    for (socket, most) in [(&mut sockets[0], 8), (&mut operator, 64)] {
        for number in 0..most {
            socket.subscribe(&number.to_string(), "subscription { silence }").await;
        }
        socket.subscribe("last", "subscription { silence }").await;
        let message = socket.message().await;
        assert_eq!(
            (message["id"].as_str(), message["type"].as_str()),
            (Some("last"), Some("error"))
        );
    }
}

#[tokio::test]
async fn further_operations_of_one_visitor_wait_shortly_and_others_do_not() {
    let limits = Limits { start_wait: Duration::from_millis(100), ..Limits::default() };
    let server = server(limits, share()).await;
    let slow = r#"{"query":"{ slow(waitMs: 20000) }"}"#;
    let running: Vec<_> = (0..4)
        .map(|_| tokio::spawn(server.post(slow).header("x-person", "visitor").send()))
        .collect();
    until("all to run", || held(&server) >= 4 * 16 * KIBIBYTE).await;
    let body = r#"{"query":"{ hello }"}"#;
    let refused = server.post(body).header("x-person", "visitor").send().await.unwrap();
    assert_eq!(refused.status(), 503);
    assert_eq!(refused.headers()["retry-after"], "1");
    assert_eq!(server.ask_as("visitor-2", "{ hello }").await.0, 200);
    for one in running {
        one.abort();
    }
    until("their places to be free", || held(&server) == 0).await;
    assert_eq!(server.ask_as("visitor", "{ hello }").await.0, 200);
}

#[tokio::test]
async fn an_answer_that_is_not_read_is_let_go() {
    let limits = Limits { slow_reader: Duration::from_millis(300), ..Limits::default() };
    let most = 64 * 1024 * KIBIBYTE;
    let wide = Share { bytes: 8 * most, caller_bytes: most, answer_bytes: most, ..share() };
    let server = server(limits, wide).await;
    // More than the operating system holds for one connection.
    let body = r#"{"query":"{ text(bytes: 60000000) }"}"#;
    let ask = |person: &str| server.post(body).header("x-person", person.to_owned()).send();
    let unread = ask("visitor-1").await.unwrap();
    assert!(unread.content_length() > Some(60_000_000));
    until("what nobody reads to be let go", || held(&server) == 0).await;
    let mut pieces = ask("visitor-2").await.unwrap().bytes_stream();
    let mut bytes = 0;
    while let Some(piece) = pieces.next().await {
        bytes += piece.unwrap().len();
    }
    assert!(bytes > 60_000_000, "a reader that reads gets all of it");
    drop(unread);
}
