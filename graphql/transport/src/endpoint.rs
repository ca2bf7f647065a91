//! Puts a schema, an authenticator and limits together and gives a router.

use std::sync::{Arc, OnceLock};

use async_graphql::Executor;
use axum::{
    Router,
    routing::{any, get},
};

use crate::{
    authenticator::Authenticator,
    body::Bodies,
    documents::{Documents, FreeText, KnownDocuments},
    engine::Engine,
    graphiql, handler,
    limits::{BodyLimits, ConnectionLimits, Limits},
    metrics::{EndpointMetrics, Metrics},
    rate::RateLimiter,
    registry::Registry,
    settings::Settings,
    shared::Shared,
    socket,
};

/// One GraphQL endpoint: HTTP and event streams on a path, WebSocket on the path with `/ws`.
pub struct Endpoint {
    engine: Box<dyn Engine>,
    authenticator: Arc<dyn Authenticator>,
    limits: Limits,
    settings: Settings,
    documents: Documents,
    registry: Arc<Registry>,
    bodies: Arc<Bodies>,
    metrics: EndpointMetrics,
}

impl Endpoint {
    /// With the default limits and settings, and a registry, a reader of bodies and metrics of its own.
    pub fn new(executor: impl Executor, authenticator: impl Authenticator) -> Self {
        Self {
            engine: Box::new(executor),
            authenticator: Arc::new(authenticator),
            limits: Limits::default(),
            settings: Settings::default(),
            documents: Documents::new(Arc::default(), FreeText::default()),
            registry: Registry::new(ConnectionLimits::default()),
            bodies: Bodies::new(BodyLimits::default()),
            metrics: Metrics::default().endpoint("graphql"),
        }
    }

    /// Replaces the limits.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Replaces the settings.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Knows these documents by their hash, and says whose others it takes.
    #[must_use]
    pub fn documents(mut self, known: Arc<KnownDocuments>, free_text: FreeText) -> Self {
        self.documents = Documents::new(known, free_text);
        self
    }

    /// Shares a registry with other endpoints: one bound and one drain for the process.
    #[must_use]
    pub fn registry(mut self, registry: Arc<Registry>) -> Self {
        self.registry = registry;
        self
    }

    /// Shares a reader of bodies with other routes: one bound for the process.
    #[must_use]
    pub fn bodies(mut self, bodies: Arc<Bodies>) -> Self {
        self.bodies = bodies;
        self
    }

    /// Counts into these metrics.
    #[must_use]
    pub fn metrics(mut self, metrics: EndpointMetrics) -> Self {
        self.metrics = metrics;
        self
    }

    /// Serves at `path` (as `/graphql`) and at `path` with `/ws`, each also with a slash at its end.
    pub fn into_router(self, path: &str) -> Router {
        let path = path.trim_end_matches('/');
        let has_graphiql = self.settings.graphiql;
        let shared = Arc::new(Shared {
            path: path.to_owned(),
            engine: self.engine,
            authenticator: self.authenticator,
            rate: RateLimiter::new(&self.limits),
            limits: self.limits,
            settings: self.settings,
            documents: self.documents,
            registry: self.registry,
            bodies: self.bodies,
            metrics: self.metrics,
            outline: OnceLock::new(),
        });
        let router = Router::new()
            .route(&format!("{path}/"), any(handler::handle))
            .route(&format!("{path}/ws"), any(socket::upgrade))
            .route(&format!("{path}/ws/"), any(socket::upgrade));
        let router =
            if path.is_empty() { router } else { router.route(path, any(handler::handle)) };
        let router = if has_graphiql {
            router.route(&format!("{path}/graphiql/{{file}}"), get(graphiql::file))
        } else {
            router
        };
        router.with_state(shared)
    }
}
