//! A GraphQL client of a server process, over HTTP.

use reqwest::StatusCode;
use serde_json::{Value, json};
use std::time::Duration;

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);

/// A client of one endpoint with one secret.
#[derive(Clone)]
pub struct Remote {
    http: reqwest::Client,
    url: String,
    secret: Option<String>,
}

impl Remote {
    /// A client; without a secret it is nobody.
    pub fn new(url: String, secret: Option<String>) -> Self {
        let http = reqwest::Client::builder().timeout(PATIENCE).build().expect("an HTTP client");
        Self { http, url, secret }
    }

    /// Sends a document; fails when no answer comes.
    pub async fn send(
        &self,
        query: &str,
        variables: &Value,
    ) -> Result<(StatusCode, Value), reqwest::Error> {
        let mut request = self.http.post(&self.url).header("accept", "application/json");
        if let Some(secret) = &self.secret {
            request = request.bearer_auth(secret);
        }
        let body = json!({ "query": query, "variables": variables });
        let response = request.json(&body).send().await?;
        let status = response.status();
        Ok((status, response.json().await?))
    }

    /// Sends a document that must succeed, and gives its data.
    pub async fn data(&self, query: &str, variables: Value) -> Value {
        let (status, body) = self.send(query, &variables).await.expect("an answer");
        assert!(body.get("errors").is_none(), "{query}\n{status}: {body:#}");
        body["data"].clone()
    }
}

/// Starts a visit on a web channel of a server; gives the visitor's secret.
pub async fn visitor_secret(server_url: &str, channel_key: &str) -> String {
    let stranger = Remote::new(format!("{server_url}/visitor/graphql"), None);
    let start = "mutation($input: VisitStartInput!) { visitStart(input: $input) {
        visit { secret } userErrors { message } } }";
    let data = stranger.data(start, json!({ "input": { "channelKey": channel_key } })).await;
    let secret = data["visitStart"]["visit"]["secret"].as_str();
    secret.unwrap_or_else(|| panic!("nobody was let in: {data}")).to_owned()
}
