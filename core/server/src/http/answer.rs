//! Answers of our own routes: one JSON form for every error, and the headers that all answers have.

use axum::{
    Json,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde_json::json;
use std::any::Any;
use switchboard_desk::DeskError;
use switchboard_store::StoreError;
use switchboard_transport::BodyError;

/// An error as our routes tell it: `{"error": {"code", "message"}}`.
pub struct Refusal {
    status: StatusCode,
    code: &'static str,
    message: String,
    retry_after_seconds: Option<u64>,
}

impl Refusal {
    /// A refusal with a stable code and a sentence that says what to do.
    pub fn new(status: StatusCode, code: &'static str, message: impl Into<String>) -> Self {
        Self { status, code, message: message.into(), retry_after_seconds: None }
    }

    /// Tells when to try again.
    #[must_use]
    pub fn retry_after(mut self, seconds: u64) -> Self {
        self.retry_after_seconds = Some(seconds);
        self
    }
}

impl From<DeskError> for Refusal {
    fn from(error: DeskError) -> Self {
        let status = match &error {
            DeskError::Denied(_) | DeskError::NotAllowed | DeskError::Forbidden { .. } => {
                StatusCode::FORBIDDEN
            }
            DeskError::SecondFactor(_) => StatusCode::UNAUTHORIZED,
            DeskError::NotFound | DeskError::NoLongerVisible { .. } => StatusCode::NOT_FOUND,
            DeskError::Invalid { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            DeskError::Conflict { .. }
            | DeskError::Taken { .. }
            | DeskError::Stale
            | DeskError::KeyReused => StatusCode::CONFLICT,
            DeskError::TooMany { .. } => StatusCode::TOO_MANY_REQUESTS,
            DeskError::Gone => StatusCode::GONE,
            DeskError::Unsupported { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            DeskError::Full { .. } | DeskError::Store(StoreError::Full) => {
                StatusCode::INSUFFICIENT_STORAGE
            }
            DeskError::Store(StoreError::Busy | StoreError::Unavailable(_)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            DeskError::Store(_) | DeskError::Internal(_) => StatusCode::INTERNAL_SERVER_ERROR,
        };
        let refusal = match status {
            StatusCode::INTERNAL_SERVER_ERROR if error != DeskError::Store(StoreError::InDoubt) => {
                tracing::error!(%error, "a request failed");
                Self::new(status, error.code(), "the server failed; its log has the cause")
            }
            _ => Self::new(status, error.code(), error.to_string()),
        };
        match error {
            DeskError::TooMany { retry_after_ms } => {
                refusal.retry_after(retry_after_ms.div_ceil(1_000).max(1))
            }
            DeskError::Store(StoreError::Busy | StoreError::Unavailable(_)) => {
                refusal.retry_after(1)
            }
            _ => refusal,
        }
    }
}

impl From<BodyError> for Refusal {
    fn from(error: BodyError) -> Self {
        let (status, code) = match error {
            BodyError::TooLarge { .. } => (StatusCode::PAYLOAD_TOO_LARGE, "BODY_TOO_LARGE"),
            BodyError::Slow { .. } | BodyError::Crowded => {
                (StatusCode::REQUEST_TIMEOUT, "BODY_TIMEOUT")
            }
            BodyError::Broken => (StatusCode::BAD_REQUEST, "INVALID"),
        };
        Self::new(status, code, error.to_string())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let body = json!({ "error": { "code": self.code, "message": self.message } });
        let mut response = (self.status, Json(body)).into_response();
        if let Some(seconds) = self.retry_after_seconds {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// What a file may do that somebody opens in a browser: nothing.
pub const SANDBOX: &str = "default-src 'none'; sandbox";

/// What a policy says who may frame an answer with.
const FRAMES: &[u8] = b"frame-ancestors";

/// Sets a header; a value that none can have is left out.
pub fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// `If-None-Match` names what the caller has: tags, weak or not, or `*` for anything.
pub fn has_it(headers: &HeaderMap, etag: &str) -> bool {
    let values = headers.get_all(header::IF_NONE_MATCH).iter();
    let tags = values.filter_map(|value| value.to_str().ok()).flat_map(|value| value.split(','));
    tags.map(str::trim).any(|tag| tag == "*" || tag.strip_prefix("W/").unwrap_or(tag) == etag)
}

/// Lets nobody keep an answer for the next one who asks.
pub fn keep_nowhere(response: &mut Response) {
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
}

/// Headers that every answer has: nothing here is to be sniffed, and framed only where a policy names the pages.
pub async fn common_headers(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).map(HeaderValue::as_bytes);
    let names_frames =
        policy.is_some_and(|policy| policy.windows(FRAMES.len()).any(|part| part == FRAMES));
    // Old browsers would let the header win over the policy.
    if !names_frames {
        headers
            .entry(HeaderName::from_static("x-frame-options"))
            .or_insert(HeaderValue::from_static("DENY"));
    }
    response
}

/// A handler panicked: logged with its text, told without it.
pub fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let text = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("no text");
    tracing::error!(panic = text, "a handler panicked");
    Refusal::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "INTERNAL",
        "the server failed; its log has the cause",
    )
    .into_response()
}
