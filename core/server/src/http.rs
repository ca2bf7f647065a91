//! The routes: a table of contents.

mod answer;
mod chat_page;
mod connection;
mod connections;
mod console;
mod cookie;
mod cross_origin;
mod exports;
mod files;
mod health;
mod hook_guard;
mod hooks;
mod listen;
pub mod metrics;
mod metrics_access;
mod newcomers;
mod oidc;
mod operator_sessions;
mod own_address;
mod peer;
mod uploads;
mod visitor_sessions;
mod web_channel;
mod web_file;
mod widget;

pub use hook_guard::HookGuard;
pub use listen::{ListenLimits, Listening, listen};
pub use operator_sessions::OperatorAuthenticator;
pub use visitor_sessions::VisitorAuthenticator;

use crate::{
    app::App,
    config::{FreeTextConfig, IntrospectionConfig},
    limits::{STRANGER_BUDGET_PARTS, STRANGER_COST_PARTS},
    oidc::CALLBACK,
    web,
};
use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{MethodRouter, any, get, post, put},
};
use std::sync::Arc;
use switchboard_transport::{Endpoint, FreeText, Introspection, Limits, Settings, StrangerLimits};
use tower_http::catch_panic::CatchPanicLayer;

/// What the handlers share.
pub type AppState = Arc<App>;

/// All routes.
pub fn router(app: &AppState) -> Router {
    let config = &app.config;
    let limits = graphql_limits(app);
    let settings = |graphiql| Settings {
        introspection: introspection(app),
        graphiql,
        trusted_origins: config.trusted_origins(),
    };
    let operators =
        Endpoint::new(app.operator_schema.clone(), OperatorAuthenticator::new(Arc::clone(app)))
            .limits(limits.clone())
            .settings(settings(config.server.development))
            .documents(Arc::clone(&app.documents), free_text(app))
            .registry(Arc::clone(&app.registry))
            .bodies(Arc::clone(&app.bodies))
            .metrics(app.numbers.graphql.endpoint("operator"))
            .into_router("/graphql");
    let visitors =
        Endpoint::new(app.visitor_schema.clone(), VisitorAuthenticator::new(Arc::clone(app)))
            .limits(limits)
            .settings(settings(config.server.development))
            .documents(Arc::clone(&app.documents), free_text(app))
            .registry(Arc::clone(&app.registry))
            .bodies(Arc::clone(&app.bodies))
            .metrics(app.numbers.graphql.endpoint("visitor"))
            .into_router("/visitor/graphql");

    let session = get(operator_sessions::ways)
        .post(operator_sessions::sign_in)
        .delete(operator_sessions::sign_out);
    let routes = [
        ("/healthz", get(health::alive)),
        ("/readyz", get(health::ready)),
        ("/metrics", get(metrics::metrics)),
        ("/hooks/{key}", any(hooks::receive)),
        ("/session", session),
        ("/session/totp", post(operator_sessions::begin_totp)),
        ("/session/oidc", get(oidc::begin).post(oidc::finish)),
        ("/session/oidc/totp", post(oidc::begin_totp)),
        (CALLBACK, get(oidc::callback)),
        ("/setup", get(newcomers::set_up).post(newcomers::first_admin)),
        ("/invitation", post(newcomers::accept_invitation)),
        ("/uploads/{token}", put(uploads::receive).head(uploads::progress)),
        ("/files/{token}", get(files::download)),
        ("/exports/{token}", get(exports::download)),
        ("/widget/{name}", get(widget::script)),
        ("/chat/{key}", get(chat_page::page)),
        ("/assets/{name}", get(console::asset)),
    ];
    let own = routes
        .into_iter()
        .fold(Router::new().route("/", get(health::front)), with_or_without_slash);
    let own = web::ROOT
        .into_iter()
        .fold(own, |own, name| {
            with_or_without_slash(own, (&format!("/{name}"), get(console::root_file)))
        })
        .layer(DefaultBodyLimit::disable())
        .with_state(Arc::clone(app));

    own.merge(operators)
        .merge(visitors)
        .layer(axum::middleware::from_fn_with_state(Arc::clone(app), console::pages))
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

fn introspection(app: &App) -> Introspection {
    match app.config.graphql.introspection {
        _ if app.config.server.development => Introspection::Everybody,
        IntrospectionConfig::Off => Introspection::Off,
        IntrospectionConfig::Operators => Introspection::SignedIn,
        IntrospectionConfig::Everybody => Introspection::Everybody,
    }
}

/// Whoever works on the server tries documents that nobody knows.
fn free_text(app: &App) -> FreeText {
    match app.config.graphql.free_text {
        FreeTextConfig::Tokens if !app.config.server.development => FreeText::Tokens,
        FreeTextConfig::Tokens | FreeTextConfig::Everybody => FreeText::Everybody,
    }
}

/// Visitors, and those who show nothing, get a part of what operators get.
fn graphql_limits(app: &App) -> Limits {
    let graphql = &app.config.graphql;
    let (cost, per_minute) = (graphql.cost_max as u64, u64::from(graphql.cost_per_minute));
    Limits {
        body_bytes: graphql.body_max_bytes,
        depth: graphql.depth_max,
        cost,
        rate_burst: per_minute,
        rate_per_second: per_minute.div_ceil(60),
        strangers: StrangerLimits {
            cost: cost.div_ceil(STRANGER_COST_PARTS),
            rate_burst: per_minute.div_ceil(STRANGER_BUDGET_PARTS),
            rate_per_second: per_minute.div_ceil(60 * STRANGER_BUDGET_PARTS),
            ..StrangerLimits::default()
        },
        operation_time: std::time::Duration::from_secs(graphql.operation_seconds),
        ..Limits::default()
    }
}
