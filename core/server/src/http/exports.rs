//! Exports by short-lived signed paths, streamed while they are made.

use super::{AppState, answer::Refusal};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use switchboard_desk::export::open::open;

/// What a page may do that is printed: show itself. A file does nothing.
const PAGE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
const FILE: &str = "default-src 'none'; sandbox";

/// Streams the export. A body that ends without its last piece is not all of it. The header
/// `X-Event-Cursor` has the place in the log before it was settled what is exported.
pub async fn download(
    State(app): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Refusal> {
    let export = open(&app.desk, &token).await?;
    let (policy, disposition) =
        if export.is_page { (PAGE, "inline") } else { (FILE, "attachment") };
    let mut response = (StatusCode::OK, Body::from_stream(export.pieces)).into_response();
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(export.content_type));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    let disposition = format!("{disposition}; filename=\"{}\"", export.name);
    let cursor = (HeaderName::from_static("x-event-cursor"), export.cursor.to_string());
    for (name, value) in [(header::CONTENT_DISPOSITION, disposition), cursor] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
    Ok(response)
}
