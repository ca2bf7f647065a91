//! The endpoint of the test schema behind a real server.

use std::{net::SocketAddr, sync::Arc};

use reqwest::{Client, RequestBuilder};
use serde_json::Value;
use switchboard_transport::{
    ConnectionLimits, Endpoint, Introspection, Limits, Metrics, Registry, Settings,
};
use tokio::{net::TcpListener, task::JoinHandle};
use url::Url;

use super::{Counts, people::Doorkeeper, schema::schema};

pub struct TestServer {
    pub address: SocketAddr,
    pub counts: Arc<Counts>,
    pub registry: Arc<Registry>,
    metrics: prometheus_client::registry::Registry,
    pub http: Client,
    task: JoinHandle<()>,
}

impl TestServer {
    pub async fn start() -> Self {
        Self::with(Limits::default()).await
    }

    pub async fn with(limits: Limits) -> Self {
        let settings = Settings { introspection: Introspection::Everybody, ..Settings::default() };
        Self::with_all(limits, settings, ConnectionLimits::default()).await
    }

    pub async fn with_all(
        limits: Limits,
        settings: Settings,
        connections: ConnectionLimits,
    ) -> Self {
        let counts = Arc::<Counts>::default();
        let registry = Registry::new(connections);
        let numbers = Metrics::default();
        let mut metrics = prometheus_client::registry::Registry::default();
        numbers.register(&mut metrics);
        let router = Endpoint::new(schema(Arc::clone(&counts)), Doorkeeper)
            .limits(limits)
            .settings(settings)
            .registry(Arc::clone(&registry))
            .metrics(numbers.endpoint("test"))
            .into_router("/graphql");
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let task = tokio::spawn(async move { axum::serve(listener, router).await.unwrap() });
        Self { address, counts, registry, metrics, http: Client::new(), task }
    }

    pub fn url(&self) -> String {
        format!("http://{}/graphql", self.address)
    }

    /// A POST with a JSON body, as a well-behaved client sends it.
    pub fn post(&self, body: impl Into<String>) -> RequestBuilder {
        self.post_for("application/graphql-response+json", body)
    }

    /// A POST with a JSON body that accepts this form of answer.
    pub fn post_for(&self, accept: &str, body: impl Into<String>) -> RequestBuilder {
        self.http
            .post(self.url())
            .header("content-type", "application/json")
            .header("accept", accept)
            .body(body.into())
    }

    /// A GET with these parameters.
    pub fn get(&self, parameters: &[(&str, &str)]) -> RequestBuilder {
        self.http.get(Url::parse_with_params(&self.url(), parameters).unwrap())
    }

    /// Sends a document and gives status and answer.
    pub async fn ask(&self, query: &str) -> (u16, Value) {
        self.ask_as("anonymous", query).await
    }

    /// Sends a document as somebody, and gives status and answer.
    pub async fn ask_as(&self, person: &str, query: &str) -> (u16, Value) {
        let body = serde_json::json!({ "query": query }).to_string();
        let response = self.post(body).header("x-person", person).send().await.unwrap();
        (response.status().as_u16(), response.json().await.unwrap())
    }

    pub fn refused(&self, code: &str) -> u64 {
        self.count(&format!("graphql_refused_total{{endpoint=\"test\",code=\"{code}\"}}"))
    }

    pub fn closed(&self, code: u16) -> u64 {
        self.count(&format!("graphql_closed_total{{endpoint=\"test\",code=\"{code}\"}}"))
    }

    pub fn events(&self) -> u64 {
        self.count("graphql_events_total{endpoint=\"test\"}")
    }

    /// A sample as a monitoring server would read it.
    fn count(&self, sample: &str) -> u64 {
        let mut text = String::new();
        prometheus_client::encoding::prometheus_text::encode(&mut text, &self.metrics).unwrap();
        let value = text.lines().find_map(|line| line.strip_prefix(sample)?.trim().parse().ok());
        value.unwrap_or_else(|| panic!("{sample} is missing in\n{text}"))
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}
