//! Downloads by short-lived signed paths, without cookies, in a sandbox.

use super::{AppState, answer::Refusal};
use axum::{
    body::Body,
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use switchboard_desk::attachment::open::{ByteRange, Opened, open};

/// Streams the file.
pub async fn download(
    State(app): State<AppState>,
    Path(token): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Refusal> {
    let range =
        headers.get(header::RANGE).and_then(|range| range.to_str().ok()).and_then(parse_range);
    let is_range = range.is_some();
    let opened = open(&app.desk, &token, range).await?;
    Ok(respond(opened, is_range))
}

fn respond(opened: Opened, is_range: bool) -> Response {
    let length = opened.range.end - opened.range.start;
    let content_range = format!(
        "bytes {}-{}/{}",
        opened.range.start,
        opened.range.end.saturating_sub(1),
        opened.size_bytes
    );
    let mut response = Body::from_stream(opened.stream).into_response();
    *response.status_mut() = if is_range { StatusCode::PARTIAL_CONTENT } else { StatusCode::OK };
    let headers = response.headers_mut();
    let mut set = |name, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    };
    set(header::CONTENT_TYPE, opened.content_type);
    set(header::CONTENT_DISPOSITION, opened.disposition);
    set(header::CONTENT_LENGTH, length.to_string());
    set(header::ETAG, opened.etag);
    set(header::ACCEPT_RANGES, "bytes".into());
    set(header::CACHE_CONTROL, "private, max-age=300".into());
    set(header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".into());
    if is_range {
        set(header::CONTENT_RANGE, content_range);
    }
    response
}

/// One range of bytes; several at once are answered with the whole file.
fn parse_range(text: &str) -> Option<ByteRange> {
    let (from, to) = text.strip_prefix("bytes=")?.split_once('-')?;
    match (from.trim(), to.trim()) {
        ("", last) => last.parse().ok().map(ByteRange::Last),
        (from, "") => from.parse().ok().map(ByteRange::From),
        (from, to) => Some(ByteRange::Between(from.parse().ok()?, to.parse().ok()?)),
    }
}
