//! A GraphQL client for tests: sends, checks that nothing failed, gives the data.

use crate::app::{exchange, log_shows_all};
use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
    response::Response,
};
use serde_json::{Value, json};
use switchboard_store::Store;
use tower::ServiceExt;

/// A client of one endpoint with one secret. Whoever changes something goes on when the log shows it, so that all
/// that follow the log know of it when the next one asks.
#[derive(Clone)]
pub struct Client {
    router: Router,
    store: Store,
    path: &'static str,
    secret: Option<String>,
}

/// The whole answer.
#[derive(Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The JSON body.
    pub body: Value,
}

impl Client {
    /// A client; without a secret it is nobody.
    pub(crate) fn new(
        router: Router,
        store: Store,
        path: &'static str,
        secret: Option<String>,
    ) -> Self {
        Self { router, store, path, secret }
    }

    /// The same secret shown at another endpoint.
    pub fn at(&self, path: &'static str) -> Self {
        Self { path, ..self.clone() }
    }

    /// Sends a document and gives the answer as it comes.
    pub async fn post(&self, query: &str, variables: Value, accept: &str) -> Response {
        let mut request = Request::post(self.path)
            .header("content-type", "application/json")
            .header("accept", accept);
        if let Some(secret) = &self.secret {
            request = request.header("authorization", format!("Bearer {secret}"));
        }
        let body = json!({ "query": query, "variables": variables }).to_string();
        let request = request.body(Body::from(body)).expect("a request");
        self.router.clone().oneshot(request).await.expect("routers do not fail")
    }

    /// Sends bytes to a link without the secret, as signed links are used; gives status and bytes.
    pub async fn follow(&self, method: &str, link: &str, body: impl Into<Body>) -> (u16, Vec<u8>) {
        exchange(&self.router, method, link, body.into()).await
    }

    /// Sends a document and gives whatever comes.
    pub async fn send(&self, query: &str, variables: Value) -> Answer {
        let response = self.post(query, variables, "application/json").await;
        let status = response.status();
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await.expect("a body");
        let body = serde_json::from_slice(&bytes).unwrap_or_else(|error| {
            panic!("no JSON ({error}): {}", String::from_utf8_lossy(&bytes))
        });
        if query.starts_with("mutation") {
            log_shows_all(&self.store).await;
        }
        Answer { status, body }
    }

    /// Sends a document that must succeed, and gives its data.
    pub async fn data(&self, query: &str, variables: Value) -> Value {
        let answer = self.send(query, variables).await;
        assert!(answer.body.get("errors").is_none(), "{query}\n{:#}", answer.body);
        answer.body["data"].clone()
    }

    /// Sends a mutation that must succeed without user errors, and gives its payload.
    pub async fn change(&self, name: &str, input: Value, selection: &str) -> Value {
        let payload = self.attempt(name, input, selection).await;
        assert_eq!(payload["userErrors"], json!([]), "{name}: {payload:#}");
        payload
    }

    /// Sends a mutation whose payload has no user errors, and gives the payload.
    pub async fn attempt_plainly(&self, name: &str, input: Value, selection: &str) -> Value {
        let query = mutation(name, selection);
        self.data(&query, json!({ "input": input })).await[name].clone()
    }

    /// Sends a mutation that may have user errors, and gives its payload.
    pub async fn attempt(&self, name: &str, input: Value, selection: &str) -> Value {
        let selection = format!("{selection} userErrors {{ code path message }}");
        self.attempt_plainly(name, input, &selection).await
    }
}

/// The document of a mutation, whose input is the variable `input`.
pub fn mutation(name: &str, selection: &str) -> String {
    let kind = format!("{}{}Input", name[..1].to_uppercase(), &name[1..]);
    format!("mutation($input: {kind}!) {{ {name}(input: $input) {{ {selection} }} }}")
}
