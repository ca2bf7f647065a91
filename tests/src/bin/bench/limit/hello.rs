//! The least that a request over HTTP costs: axum reads a body and answers two letters.

use axum::{Router, body::Bytes, routing::post};

/// The one route.
pub fn router() -> Router {
    Router::new().route("/", post(|_body: Bytes| async { "ok" }))
}
