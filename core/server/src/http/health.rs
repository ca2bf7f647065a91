//! Is the process alive, is it ready for work.

use super::AppState;
use crate::dependencies::Dependency;
use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use serde_json::{Value, json};
use switchboard_model::PublicUrl;

/// The front page: says what this is and where to go.
pub async fn front(State(app): State<AppState>) -> impl IntoResponse {
    format!(
        "Switchboard {} is running.\n\n\
         GraphQL for operators:  {url}/graphql\n\
         GraphQL for visitors:   {url}/visitor/graphql\n\
         Health:                 {url}/healthz  {url}/readyz  {url}/metrics\n",
        env!("CARGO_PKG_VERSION"),
        url = app.config.server.public_url.as_ref().map_or("", PublicUrl::as_str),
    )
}

/// Alive: answers without asking anybody.
pub async fn alive() -> &'static str {
    "alive\n"
}

/// Ready: what it needs to serve works, and it is not closing. Names what fails; why, the log and `doctor`
/// say.
pub async fn ready(State(app): State<AppState>) -> impl IntoResponse {
    let found = app.dependencies.look().await;
    let is_stopping = app.stop.is_cancelled();
    let is_ready = !is_stopping && found.iter().all(|one| !one.is_vital || one.problem.is_none());
    let state = |one: &Dependency| if one.problem.is_none() { "ok" } else { "failing" };
    let states: serde_json::Map<String, Value> =
        found.iter().map(|one| (one.name.to_owned(), state(one).into())).collect();
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let body = json!({
        "isReady": is_ready,
        "isStopping": is_stopping,
        "isQuiet": matches!(app.desk.outward().is_given().await, Ok(false)),
        "dependencies": states,
    });
    (status, Json(body))
}
