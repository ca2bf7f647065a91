//! Lets pages of other origins use what a widget needs: its script, the visitor's routes, uploads and files.
//! They take no cookies, so an origin proves nothing there; the token does, and starting a session
//! checks the channel's list of origins.

use axum::{
    extract::Request,
    http::{HeaderName, HeaderValue, Method, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};

/// Paths that pages of other origins may call.
const OPEN: [&str; 4] = ["/visitor/", "/uploads/", "/files/", "/widget/"];

/// Answers preflights and marks answers.
pub async fn allow(request: Request, next: Next) -> Response {
    let is_open = OPEN.iter().any(|path| request.uri().path().starts_with(path));
    if !is_open {
        return next.run(request).await;
    }
    let is_preflight = request.method() == Method::OPTIONS
        && request.headers().contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
    let mut response =
        if is_preflight { StatusCode::NO_CONTENT.into_response() } else { next.run(request).await };
    let headers = response.headers_mut();
    let mut set = |name, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::ACCESS_CONTROL_ALLOW_ORIGIN, "*");
    // Pages that are isolated (COEP) take pictures and scripts of others with this alone.
    set(HeaderName::from_static("cross-origin-resource-policy"), "cross-origin");
    set(
        header::ACCESS_CONTROL_EXPOSE_HEADERS,
        "x-request-id, retry-after, upload-offset, content-range, etag",
    );
    if is_preflight {
        set(header::ACCESS_CONTROL_ALLOW_METHODS, "GET, HEAD, POST, PUT");
        set(
            header::ACCESS_CONTROL_ALLOW_HEADERS,
            "authorization, content-type, content-range, x-request-id",
        );
        set(header::ACCESS_CONTROL_MAX_AGE, "7200");
    }
    response
}
