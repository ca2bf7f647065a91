//! A GraphQL client of a server process, over HTTP.

use crate::graphql::mutation;
use reqwest::{StatusCode, Url};
use serde_json::{Value, json};
use std::time::Duration;
use tokio::time::{Instant, sleep};

/// How long an answer may take.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long an answer may take to be as wanted: longer than all tries of an inbound request.
const WAIT_MAX: Duration = Duration::from_secs(90);
/// Pause before it is asked for again.
const PAUSE: Duration = Duration::from_millis(100);

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

    /// Asks until an answer is as wanted.
    pub async fn comes<T>(&self, query: &str, wanted: impl Fn(&Value) -> Option<T>) -> T {
        let until = Instant::now() + WAIT_MAX;
        loop {
            let data = self.data(query, json!({})).await;
            if let Some(found) = wanted(&data) {
                return found;
            }
            assert!(Instant::now() < until, "it does not come: {data:#}");
            sleep(PAUSE).await;
        }
    }

    /// Sends a mutation that must succeed without user errors, and gives its payload.
    pub async fn change(&self, name: &str, input: Value, selection: &str) -> Value {
        let query = mutation(name, &format!("{selection} userErrors {{ code path message }}"));
        let payload = self.data(&query, json!({ "input": input })).await[name].clone();
        assert_eq!(payload["userErrors"], json!([]), "{name}: {payload:#}");
        payload
    }

    /// Puts bytes to a link of the server.
    pub async fn put(&self, link: &str, bytes: &[u8]) {
        let put = self.http.put(self.on_server(link)).body(bytes.to_vec());
        assert_eq!(put.send().await.expect("an answer").status(), 200);
    }

    /// The bytes behind a link of the server.
    pub async fn download(&self, link: &str) -> Vec<u8> {
        let answer = self.http.get(self.on_server(link)).send().await.expect("an answer");
        assert_eq!(answer.status(), 200);
        answer.bytes().await.expect("bytes").to_vec()
    }

    /// A link as it is reached: it may be a bare path.
    fn on_server(&self, link: &str) -> Url {
        let endpoint = Url::parse(&self.url).expect("an address");
        endpoint.join(link).expect("a link")
    }
}

/// Starts a visit on a web channel of a server; gives the visitor's secret.
pub async fn visitor_secret(server_url: &str, channel_key: &str) -> String {
    let stranger = Remote::new(format!("{server_url}/visitor/graphql"), None);
    let input = json!({ "channelKey": channel_key });
    let started = stranger.change("visitStart", input, "visit { secret }").await;
    started["visit"]["secret"].as_str().expect("a secret").to_owned()
}
