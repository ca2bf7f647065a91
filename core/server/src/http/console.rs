//! The operators' console, where it was built: one page for every address that is not the server's, and its files.

use super::{
    AppState,
    answer::{Refusal, set},
    own_address, web_file,
};
use crate::app::App;
use axum::{
    extract::{MatchedPath, Path, Request, State},
    http::{HeaderMap, HeaderName, Method, StatusCode, header},
    middleware::Next,
    response::{Html, IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use switchboard_model::PublicUrl;

/// Addresses of the server that are pages as well, for whoever opens them in a browser.
const SHARED: [&str; 3] = ["", "/setup", "/invitation"];

/// Answers browsers that open a page with the console; everything else goes on.
pub async fn pages(State(app): State<AppState>, request: Request, next: Next) -> Response {
    match page(&app, &request) {
        Some(page) => page,
        None => next.run(request).await,
    }
}

fn page(app: &App, request: &Request) -> Option<Response> {
    let web = app.web.as_ref().filter(|web| web.has_console())?;
    let path = request.uri().path().trim_end_matches('/');
    let is_page = SHARED.contains(&path) || request.extensions().get::<MatchedPath>().is_none();
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    let accepted = request.headers().get(header::ACCEPT).and_then(|value| value.to_str().ok());
    let is_opened = accepted.is_some_and(|accepted| accepted.contains("text/html"));
    if !(is_page && is_read && is_opened) {
        return None;
    }
    let own = own_address::of(app, request.headers(), request.uri())?;
    let nonce = URL_SAFE_NO_PAD.encode(rand::random::<[u8; 16]>());
    let mut response = Html(web.console(&nonce, own.path())?).into_response();
    set(&mut response, header::CONTENT_SECURITY_POLICY, &policy(&nonce, &own));
    set(&mut response, header::CACHE_CONTROL, "no-store");
    set(&mut response, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(&mut response, HeaderName::from_static(RESOURCE_POLICY), "same-origin");
    Some(response)
}

/// Which pages may take an answer as a part of theirs.
const RESOURCE_POLICY: &str = "cross-origin-resource-policy";

/// The console's own files and this server alone; no markup from texts (Trusted Types), and nobody frames it.
fn policy(nonce: &str, own: &PublicUrl) -> String {
    let sockets = own_address::source(&own.socket_address("/"));
    format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; \
         connect-src 'self' {sockets}; img-src 'self' blob:; media-src 'self' blob:; \
         font-src 'self'; worker-src 'self'; manifest-src 'self'; frame-src 'self'; \
         frame-ancestors 'none'; base-uri 'none'; form-action 'self'; \
         require-trusted-types-for 'script'; trusted-types sw"
    )
}

/// `GET /sw.js` and the like: a file that stands beside the page, because it is for all of the console. The worker is
/// one that takes pushes and opens what they are about, and may ask this server alone.
pub async fn root_file(
    State(app): State<AppState>,
    path: MatchedPath,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let name = path.as_str().trim_matches('/');
    let file = app.web.as_ref().and_then(|web| web.root_file(name)).ok_or_else(missing)?;
    let mut response = web_file::answer_root(file, &headers);
    set(&mut response, header::CONTENT_SECURITY_POLICY, "default-src 'none'; connect-src 'self'");
    set(&mut response, HeaderName::from_static(RESOURCE_POLICY), "same-origin");
    Ok(response)
}

fn missing() -> Refusal {
    let reason = "there is no such file of the console: load the page again";
    Refusal::new(StatusCode::NOT_FOUND, "NOT_FOUND", reason)
}

/// `GET /assets/<name>`: a file of the console.
pub async fn asset(
    State(app): State<AppState>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let file = app.web.as_ref().and_then(|web| web.asset(&name)).ok_or_else(missing)?;
    let mut response = web_file::answer(file, &headers);
    set(&mut response, HeaderName::from_static(RESOURCE_POLICY), "same-origin");
    Ok(response)
}
