//! Exports by short-lived signed paths, streamed while they are made.

use super::{
    AppState,
    answer::{Refusal, SANDBOX, keep_nowhere, set},
};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use switchboard_desk::export::open::open;

/// What a page may do that is printed: show itself.
const PAGE: &str = "default-src 'none'; style-src 'unsafe-inline'; sandbox";

/// Streams the export. A body that ends without its last piece is not all of it. The header
/// `X-Event-Cursor` has the place in the log before it was settled what is exported.
pub async fn download(
    State(app): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Refusal> {
    let export = open(&app.desk, &token).await?;
    let (policy, disposition) =
        if export.is_page { (PAGE, "inline") } else { (SANDBOX, "attachment") };
    let mut response = (StatusCode::OK, Body::from_stream(export.pieces)).into_response();
    let disposition = format!("{disposition}; filename=\"{}\"", export.name);
    set(&mut response, header::CONTENT_TYPE, export.content_type);
    keep_nowhere(&mut response);
    set(&mut response, header::CONTENT_SECURITY_POLICY, policy);
    set(&mut response, header::CONTENT_DISPOSITION, &disposition);
    set(&mut response, HeaderName::from_static("x-event-cursor"), &export.cursor.to_string());
    Ok(response)
}
