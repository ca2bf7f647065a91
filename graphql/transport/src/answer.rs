//! Answers over HTTP: the status, the media type and the headers that every one of them has.

use std::time::Duration;

use axum::{body::Body, response::Response};
use http::{
    HeaderValue, StatusCode,
    header::{
        ALLOW, CACHE_CONTROL, CONTENT_TYPE, RETRY_AFTER, VARY, WWW_AUTHENTICATE,
        X_CONTENT_TYPE_OPTIONS,
    },
};

use crate::{
    accept::Form,
    outcome::{Notes, Outcome},
    refusal::Refusal,
    request_id::{self, RequestId},
    shared::Shared,
    status::Reason,
};

pub(crate) fn status(outcome: &Outcome, form: Form) -> StatusCode {
    let is_legacy = form != Form::GraphQl;
    match outcome {
        Outcome::Executed(_) => StatusCode::OK,
        Outcome::Invalid(_) => Reason::Validation.status(is_legacy),
        Outcome::Refused(refusal) => refusal.reason.status(is_legacy),
    }
}

pub(crate) fn media_type(form: Form) -> &'static str {
    match form {
        Form::GraphQl => "application/graphql-response+json; charset=utf-8",
        Form::Json | Form::EventStream => "application/json; charset=utf-8",
    }
}

/// The answer to a request that is not carried out.
pub(crate) fn refuse(shared: &Shared, id: &RequestId, form: Form, refusal: &Refusal) -> Response {
    shared.metrics.refused(refusal.reason);
    let outcome = Outcome::Refused(refusal.clone());
    let body = outcome.encode(Notes { request_id: Some(id), spent: None });
    let status = status(&outcome, form);
    let mut response = finish(shared, id, status, media_type(form), body.into());
    let headers = response.headers_mut();
    if let Some(methods) = refusal.allow {
        headers.insert(ALLOW, HeaderValue::from_static(methods));
    }
    if let Some(wait) = refusal.retry_after {
        headers.insert(RETRY_AFTER, whole_seconds(wait));
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response
}

/// As `Retry-After` tells a time: at least one second.
pub(crate) fn whole_seconds(wait: Duration) -> HeaderValue {
    HeaderValue::from(wait.as_secs_f64().ceil().max(1.0) as u64)
}

/// Counts the answer and gives it the headers that every answer has.
pub(crate) fn finish(
    shared: &Shared,
    id: &RequestId,
    status: StatusCode,
    media_type: &'static str,
    body: Body,
) -> Response {
    shared.metrics.answered(status);
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(VARY, HeaderValue::from_static("accept"));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    if let Ok(value) = HeaderValue::from_str(id.as_str()) {
        headers.insert(request_id::HEADER, value);
    }
    response
}
