//! Puts a schema, an authenticator and limits together and gives a router.

use std::sync::Arc;

use async_graphql::Executor;
use axum::{Router, routing::any};

use crate::{
    authenticator::Authenticator,
    document::cost::{CostEstimator, RelayCost},
    handler,
    limits::{ConnectionLimits, Limits},
    metrics::Metrics,
    rate::RateLimiter,
    registry::Registry,
    settings::Settings,
    socket,
};

/// One GraphQL endpoint: HTTP and event streams on a path, WebSocket on the path with `/ws`.
pub struct Endpoint<S> {
    executor: S,
    authenticator: Arc<dyn Authenticator>,
    limits: Limits,
    settings: Settings,
    estimator: Option<Arc<dyn CostEstimator>>,
    registry: Arc<Registry>,
    metrics: Arc<Metrics>,
}

impl<S: Executor> Endpoint<S> {
    /// With the default limits and settings, and a registry and metrics of its own.
    pub fn new(executor: S, authenticator: impl Authenticator) -> Self {
        Self {
            executor,
            authenticator: Arc::new(authenticator),
            limits: Limits::default(),
            settings: Settings::default(),
            estimator: None,
            registry: Registry::new(ConnectionLimits::default()),
            metrics: Arc::default(),
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

    /// Replaces [`RelayCost`] by an estimator that knows the schema.
    #[must_use]
    pub fn cost_estimator(mut self, estimator: impl CostEstimator) -> Self {
        self.estimator = Some(Arc::new(estimator));
        self
    }

    /// Shares a registry with other endpoints: one bound and one drain for the process.
    #[must_use]
    pub fn registry(mut self, registry: Arc<Registry>) -> Self {
        self.registry = registry;
        self
    }

    /// Counts into these metrics.
    #[must_use]
    pub fn metrics(mut self, metrics: Arc<Metrics>) -> Self {
        self.metrics = metrics;
        self
    }

    /// Serves at `path` (as `/graphql`) and at `path` with `/ws`.
    pub fn into_router(self, path: &str) -> Router {
        let path = path.trim_end_matches('/');
        let estimator = self.estimator.unwrap_or_else(|| Arc::new(RelayCost::new(&self.limits)));
        let shared = Arc::new(Shared {
            path: path.to_owned(),
            executor: self.executor,
            authenticator: self.authenticator,
            rate: RateLimiter::new(&self.limits),
            limits: self.limits,
            settings: self.settings,
            estimator,
            registry: self.registry,
            metrics: self.metrics,
        });
        Router::new()
            .route(if path.is_empty() { "/" } else { path }, any(handler::handle::<S>))
            .route(&format!("{path}/ws"), any(socket::upgrade::<S>))
            .with_state(shared)
    }
}

/// What all requests of an endpoint have in common.
pub(crate) struct Shared<S> {
    pub(crate) path: String,
    pub(crate) executor: S,
    pub(crate) authenticator: Arc<dyn Authenticator>,
    pub(crate) rate: RateLimiter,
    pub(crate) limits: Limits,
    pub(crate) settings: Settings,
    pub(crate) estimator: Arc<dyn CostEstimator>,
    pub(crate) registry: Arc<Registry>,
    pub(crate) metrics: Arc<Metrics>,
}
