//! Uploads: bytes for an attachment that was begun by GraphQL, to a signed path.

use super::{
    AppState,
    answer::{Refusal, keep_nowhere},
};
use axum::{
    Json,
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde_json::json;
use switchboard_desk::attachment::receive::{Received, progress as received, receive as take};

/// Takes the bytes; `Content-Range: bytes FROM-TO/SIZE` goes on where an earlier PUT ended.
pub async fn receive(
    State(app): State<AppState>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Refusal> {
    let offset = offset(&headers)?;
    let stream = Box::pin(app.bodies.stream(body));
    let received = take(&app.desk, &token, offset, stream).await?;
    Ok(answer(&received))
}

/// Tells how many bytes have arrived.
pub async fn progress(
    State(app): State<AppState>,
    Path(token): Path<String>,
) -> Result<Response, Refusal> {
    Ok(answer(&received(&app.desk, &token).await?))
}

fn answer(received: &Received) -> Response {
    let body = json!({
        "attachmentId": received.attachment_id.to_string(),
        "receivedBytes": received.received_bytes,
        "sizeBytes": received.size_bytes,
    });
    let mut response = (StatusCode::OK, Json(body)).into_response();
    let offset = HeaderValue::from(received.received_bytes);
    response.headers_mut().insert("upload-offset", offset);
    keep_nowhere(&mut response);
    response
}

fn offset(headers: &HeaderMap) -> Result<u64, Refusal> {
    let Some(range) = headers.get(header::CONTENT_RANGE) else { return Ok(0) };
    range
        .to_str()
        .ok()
        .and_then(|range| range.strip_prefix("bytes ")?.split_once('-')?.0.parse().ok())
        .ok_or_else(|| {
            Refusal::new(
                StatusCode::BAD_REQUEST,
                "INVALID",
                "Content-Range must look like: bytes 1048576-2097151/4194304",
            )
        })
}
