//! The routes: a table of contents.

mod answer;
mod connection;
mod connections;
mod cross_origin;
mod files;
mod health;
mod hook_guard;
mod hooks;
mod listen;
pub mod metrics;
mod metrics_access;
mod operator_sessions;
mod peer;
mod uploads;
mod visitor_sessions;

pub use hook_guard::HookGuard;
pub use listen::{ListenLimits, Listening, listen};
pub use operator_sessions::OperatorAuthenticator;
pub use visitor_sessions::VisitorAuthenticator;

use crate::app::App;
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{MethodRouter, any, get, post, put},
};
use std::sync::Arc;
use switchboard_transport::{Endpoint, Limits, Settings};
use tower_http::catch_panic::CatchPanicLayer;

/// What the handlers share.
pub type AppState = Arc<App>;

/// All routes.
pub fn router(app: &AppState) -> Router {
    let config = &app.config;
    let limits = graphql_limits(app);
    let settings = |graphiql| Settings {
        introspection: config.graphql.introspection || config.server.development,
        graphiql,
        trusted_origins: config.trusted_origins(),
    };
    let operators =
        Endpoint::new(app.operator_schema.clone(), OperatorAuthenticator::new(Arc::clone(app)))
            .limits(limits.clone())
            .settings(settings(config.server.development))
            .registry(Arc::clone(&app.registry))
            .bodies(Arc::clone(&app.bodies))
            .metrics(app.numbers.graphql.endpoint("operator"))
            .into_router("/graphql");
    let visitors =
        Endpoint::new(app.visitor_schema.clone(), VisitorAuthenticator::new(Arc::clone(app)))
            .limits(limits)
            .settings(settings(config.server.development))
            .registry(Arc::clone(&app.registry))
            .bodies(Arc::clone(&app.bodies))
            .metrics(app.numbers.graphql.endpoint("visitor"))
            .into_router("/visitor/graphql");

    let session = post(operator_sessions::sign_in).delete(operator_sessions::sign_out);
    let routes = [
        ("/healthz", get(health::alive)),
        ("/readyz", get(health::ready)),
        ("/metrics", get(metrics::metrics)),
        ("/hooks/{key}", any(hooks::receive)),
        ("/session", session),
        ("/setup", post(operator_sessions::first_admin)),
        ("/uploads/{token}", put(uploads::receive).head(uploads::progress)),
        ("/files/{token}", get(files::download)),
    ];
    let own = routes
        .into_iter()
        .fold(Router::new().route("/", get(health::front)), with_or_without_slash)
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::clone(app));

    own.merge(operators)
        .merge(visitors)
        .layer(axum::middleware::from_fn(cross_origin::allow))
        .layer(axum::middleware::from_fn(answer::common_headers))
        .layer(CatchPanicLayer::custom(answer::panicked))
}

/// A platform or a proxy may write a slash behind a path: it is the same one. The request keeps what
/// was written, because platforms sign it.
fn with_or_without_slash(
    router: Router<AppState>,
    (path, methods): (&str, MethodRouter<AppState>),
) -> Router<AppState> {
    router.route(path, methods.clone()).route(&format!("{path}/"), methods)
}

fn graphql_limits(app: &App) -> Limits {
    let graphql = &app.config.graphql;
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
