//! The routes: a table of contents.

mod answer;
mod cross_origin;
mod exposition;
mod files;
mod health;
mod hooks;
mod listen;
mod metrics;
mod operator_sessions;
mod peer;
pub mod rate;
mod uploads;
mod visitor_sessions;

pub use listen::{Listening, listen};
pub use operator_sessions::OperatorAuthenticator;
pub use visitor_sessions::VisitorAuthenticator;

use crate::house::House;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{any, get, post, put},
};
use std::sync::Arc;
use switchboard_transport::{Endpoint, Limits, Settings};
use tower_http::catch_panic::CatchPanicLayer;

/// What the handlers share.
pub type App = Arc<House>;

/// All routes.
pub fn router(house: &App) -> Router {
    let config = &house.config;
    let limits = graphql_limits(house);
    let settings = |graphiql| Settings {
        introspection: config.graphql.introspection || config.server.development,
        graphiql,
        trusted_origins: Vec::new(),
    };
    let operators =
        Endpoint::new(house.operator_schema.clone(), OperatorAuthenticator::new(Arc::clone(house)))
            .limits(limits.clone())
            .settings(settings(config.server.development))
            .registry(Arc::clone(&house.registry))
            .metrics(Arc::clone(&house.operator_metrics))
            .into_router("/graphql");
    let visitors =
        Endpoint::new(house.visitor_schema.clone(), VisitorAuthenticator::new(Arc::clone(house)))
            .limits(limits)
            .settings(settings(config.server.development))
            .registry(Arc::clone(&house.registry))
            .metrics(Arc::clone(&house.visitor_metrics))
            .into_router("/visitor/graphql");

    let own = Router::new()
        .route("/", get(health::front))
        .route("/healthz", get(health::alive))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::metrics))
        .route("/hooks/{key}", any(hooks::receive))
        .route("/session", post(operator_sessions::sign_in).delete(operator_sessions::sign_out))
        .route("/setup", post(operator_sessions::first_admin))
        .route("/uploads/{token}", put(uploads::receive).head(uploads::progress))
        .route("/files/{token}", get(files::download))
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::clone(house));

    own.merge(operators)
        .merge(visitors)
        .layer(axum::middleware::from_fn(cross_origin::allow))
        .layer(axum::middleware::from_fn(answer::common_headers))
        .layer(CatchPanicLayer::custom(answer::panicked))
}

fn graphql_limits(house: &House) -> Limits {
    let graphql = &house.config.graphql;
    Limits {
        body_bytes: graphql.body_max_bytes,
        depth: graphql.depth_max,
        cost: graphql.cost_max as u64,
        rate_burst: u64::from(graphql.cost_per_minute),
        rate_per_second: u64::from(graphql.cost_per_minute).div_ceil(60),
        operation_time: std::time::Duration::from_secs(graphql.operation_seconds),
        ..Limits::default()
    }
}
