//! GraphQL over server-sent events, distinct connections mode.

use std::time::Duration;

use serde_json::{Value, json};
use switchboard_transport::Limits;

use crate::support::{TestServer, until, within};

/// Name and data of every event of a stream that ended. Comments are left out.
fn events(text: &str) -> Vec<(String, String)> {
    text.split("\n\n")
        .filter(|block| block.starts_with("event: "))
        .map(|block| {
            let (name, data) = block.split_once('\n').unwrap();
            let name = name.strip_prefix("event: ").unwrap().to_owned();
            (name, data.strip_prefix("data: ").unwrap().to_owned())
        })
        .collect()
}

async fn stream(server: &TestServer, query: &str) -> String {
    let body = json!({ "query": query }).to_string();
    let response = server.post_for("text/event-stream", body).send().await.unwrap();
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    within("the stream's end", response.text()).await.unwrap()
}

#[tokio::test]
async fn results_come_as_next_and_the_end_as_complete() {
    let server = TestServer::start().await;
    let text = stream(&server, "subscription { count(to: 3) }").await;
    let expected: Vec<(String, String)> = (1..=3)
        .map(|number| ("next".to_owned(), format!("{{\"data\":{{\"count\":{number}}}}}")))
        .chain([("complete".to_owned(), String::new())])
        .collect();
    assert_eq!(events(&text), expected);
    let single = events(&stream(&server, "{ hello }").await);
    assert_eq!(single.len(), 2);
    let result: Value = serde_json::from_str(&single[0].1).unwrap();
    assert_eq!(result["data"]["hello"], "Hello, world!");
    assert_eq!(single[1].0, "complete");
}

#[tokio::test]
async fn what_graphql_finds_wrong_is_told_inside_the_stream() {
    let server = TestServer::start().await;
    for query in [
        "{",
        "{ nothing }",
        "subscription { nothing }",
        "{ items(first: 101) { nodes { number } } }",
    ] {
        let told = events(&stream(&server, query).await);
        let result: Value = serde_json::from_str(&told[0].1).unwrap();
        assert!(result["errors"][0]["message"].is_string(), "{query}: {result}");
        assert_eq!(told.last().unwrap().0, "complete");
    }
    let malformed = server.post_for("text/event-stream", "{").send().await.unwrap();
    assert_eq!(malformed.status(), 400);
}

#[tokio::test]
async fn a_subscription_takes_the_stream_wherever_it_is_acceptable() {
    let server = TestServer::start().await;
    let body = r#"{"query":"subscription { count(to: 1) }"}"#;
    let many = "application/graphql-response+json, application/json, text/event-stream;q=0.5";
    let response = server.post_for(many, body).send().await.unwrap();
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let only_json = server.post(body).send().await.unwrap();
    assert_eq!(only_json.status(), 406);
    let by_get = server
        .get(&[("query", "subscription { count(to: 1) }")])
        .header("accept", "text/event-stream")
        .send()
        .await
        .unwrap();
    assert_eq!(events(&by_get.text().await.unwrap()).len(), 2);
    let mutation = server
        .get(&[("query", "mutation { save }")])
        .header("accept", "text/event-stream")
        .send()
        .await
        .unwrap();
    assert_eq!((mutation.status().as_u16(), server.counts.mutated()), (405, 0));
}

#[tokio::test]
async fn a_silent_stream_is_kept_alive_and_counted_until_the_client_leaves() {
    let limits = Limits { ping_every: Duration::from_millis(50), ..Limits::default() };
    let server = TestServer::with(limits).await;
    let body = r#"{"query":"subscription { silence }"}"#;
    let mut response = server.post_for("text/event-stream", body).send().await.unwrap();
    for _ in 0..3 {
        let chunk = within("a keep-alive", response.chunk()).await.unwrap().unwrap();
        assert_eq!(&chunk[..], b":\n\n");
    }
    assert_eq!(server.registry.live(), 1);
    drop(response);
    until("the stream's end", || server.registry.live() == 0).await;
}

#[tokio::test]
async fn a_stream_ends_with_its_session_and_does_not_claim_completion() {
    let server = TestServer::start().await;
    let body = r#"{"query":"subscription { silence }"}"#;
    let request = server.post_for("text/event-stream", body);
    let response = request.header("x-person", "revoked").send().await.unwrap();
    let text = within("the stream's end", response.text()).await.unwrap();
    assert!(!text.contains("complete"), "{text}");
}
