//! Is the process alive, is it ready for work.

use super::AppState;
use crate::limits::READY_WAIT;
use axum::{Json, extract::State, http::StatusCode, response::IntoResponse};
use serde_json::json;
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

/// Ready: the database answers and the server is not closing.
pub async fn ready(State(app): State<AppState>) -> impl IntoResponse {
    let ping = tokio::time::timeout(READY_WAIT, app.desk.store().ping()).await;
    let database = match ping {
        Ok(Ok(())) => "ok".to_owned(),
        Ok(Err(error)) => error.to_string(),
        Err(_) => "does not answer".to_owned(),
    };
    let is_stopping = app.stop.is_cancelled();
    let is_ready = database == "ok" && !is_stopping;
    let status = if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, Json(json!({ "isReady": is_ready, "database": database, "isStopping": is_stopping })))
}
