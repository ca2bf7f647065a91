//! GraphQL over HTTP: one request, one answer, or the head of an event stream.

use std::sync::Arc;

use async_graphql::parser::types::OperationType;
use axum::{
    body::Body,
    extract::{Request, State},
    response::Response,
};
use http::{
    HeaderMap, HeaderValue, Method, StatusCode,
    header::{CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER},
    request::Parts,
};

use crate::{
    accept::{Accept, Form},
    answer::{finish, media_type, refuse, status, whole_seconds},
    answer_body,
    authenticator::{self, Credentials},
    body::BodyError,
    execute::{self, Actor},
    graphiql,
    outcome::{Notes, Outcome},
    refusal::Refusal,
    request::GraphQlRequest,
    request_id::RequestId,
    settings::CSRF_HEADER,
    shared::Shared,
    sse,
    status::Reason,
};

/// Answers a request to the endpoint's path.
pub(crate) async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    let (parts, body) = request.into_parts();
    let id = RequestId::from_headers(&parts.headers);
    let accept = Accept::from_headers(&parts.headers);
    if shared.settings.graphiql && is_page_view(&parts, accept) {
        let page = graphiql::page(&shared.path, parts.uri.path().ends_with('/'));
        let media_type = "text/html; charset=utf-8";
        let mut response = finish(&shared, &id, StatusCode::OK, media_type, Body::from(page));
        graphiql::restrict(response.headers_mut());
        return response;
    }
    match answer(&shared, &id, accept, &parts, body).await {
        Ok(response) => response,
        Err(refusal) => refuse(&shared, &id, accept.error(), &refusal),
    }
}

async fn answer(
    shared: &Arc<Shared>,
    id: &RequestId,
    accept: Accept,
    parts: &Parts,
    body: Body,
) -> Result<Response, Refusal> {
    let is_get = match parts.method {
        Method::GET => true,
        Method::POST => false,
        _ => {
            let message = "This address takes GET for queries and POST for all operations.";
            return Err(Refusal::new(Reason::Method, message).allow("GET, POST"));
        }
    };
    let form = accept.single().ok_or_else(|| {
        Refusal::new(
            Reason::NotAcceptable,
            "This address answers with application/graphql-response+json, application/json or \
             text/event-stream. Name one of them in the Accept header.",
        )
    })?;
    if !is_get {
        check_media_type(&parts.headers)?;
    }
    let credentials = Credentials { parts, connection_init: None };
    let wait = shared.limits.operation_time;
    let mut session = authenticator::check(&*shared.authenticator, credentials, wait).await?;
    if session.is_cookie_based && !is_get && !parts.headers.contains_key(CSRF_HEADER) {
        return Err(Refusal::new(
            Reason::Csrf,
            format!("Requests with a session cookie must carry the header {CSRF_HEADER}: 1."),
        ));
    }
    let given = if is_get {
        GraphQlRequest::from_query_string(parts.uri.query().unwrap_or_default())?
    } else {
        GraphQlRequest::from_json(&read(shared, body).await?)?
    };
    let actor = Actor::of(&mut session);
    let admitted =
        execute::admit(shared, &actor, id, given, |kind| check_kind(kind, is_get, accept));
    let admitted = match admitted {
        Ok(admitted) => admitted,
        // An event stream carries what GraphQL finds wrong as its only event; the HTTP status is for
        // what is wrong with the request.
        Err(refusal)
            if form == Form::EventStream && refusal.reason.status(true) == StatusCode::OK =>
        {
            shared.metrics.refused(refusal.reason);
            let event = Outcome::Refused(refusal).encode_between(
                Notes::default(),
                sse::BEFORE,
                sse::AFTER_LAST,
                0,
            );
            return Ok(sse::single(shared, id, event.into()));
        }
        Err(refusal) => return Err(refusal),
    };
    if admitted.kind == OperationType::Subscription {
        return sse::stream(shared, id, actor, session.ends, admitted);
    }
    let notes = Notes { request_id: Some(id), spent: Some((admitted.cost, admitted.budget)) };
    let mut resolved = execute::run_once(shared, admitted).await;
    if let Outcome::Refused(refusal) = &resolved.outcome {
        shared.metrics.refused(refusal.reason);
    }
    if form == Form::EventStream {
        let event = resolved.encode(notes, sse::BEFORE, sse::AFTER_LAST);
        return Ok(sse::single(shared, id, event));
    }
    let (headers, status) = (resolved.outcome.headers(), status(&resolved.outcome, form));
    let retry_after = resolved.outcome.retry_after();
    let encoded = resolved.encode(notes, "", "");
    let length = HeaderValue::from(encoded.len());
    let body = answer_body::of(encoded, &shared.limits);
    let mut response = finish(shared, id, status, media_type(form), body);
    response.headers_mut().extend(headers);
    response.headers_mut().insert(CONTENT_LENGTH, length);
    if let Some(wait) = retry_after {
        response.headers_mut().insert(RETRY_AFTER, whole_seconds(wait));
    }
    Ok(response)
}

fn check_kind(kind: OperationType, is_get: bool, accept: Accept) -> Result<(), Refusal> {
    match kind {
        OperationType::Mutation if is_get => {
            let message = "A mutation changes something, so it must be sent by POST.";
            Err(Refusal::new(Reason::Method, message).allow("POST"))
        }
        OperationType::Subscription if !accept.takes_event_stream() => Err(Refusal::new(
            Reason::NotAcceptable,
            "A subscription is answered as text/event-stream: accept that, or use the WebSocket.",
        )),
        _ => Ok(()),
    }
}

/// Anything but JSON is refused: forms and plain text are what a foreign page can send unasked.
fn check_media_type(headers: &HeaderMap) -> Result<(), Refusal> {
    let wrong = |message: &str| Err(Refusal::new(Reason::MediaType, message));
    if headers.contains_key(CONTENT_ENCODING) {
        return wrong("Compressed bodies are not accepted. Send the JSON as it is.");
    }
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|name| name.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts.all(|parameter| match parameter.split_once('=') {
        Some((key, value)) if key.trim().eq_ignore_ascii_case("charset") => {
            value.trim().trim_matches('"').eq_ignore_ascii_case("utf-8")
        }
        _ => true,
    });
    match (is_json, is_utf8) {
        (true, true) => Ok(()),
        (true, false) => wrong("The body must be encoded as UTF-8."),
        (false, _) => wrong("The body must be JSON: send it with Content-Type: application/json."),
    }
}

async fn read(shared: &Shared, body: Body) -> Result<Vec<u8>, Refusal> {
    let read = shared.bodies.read(body, shared.limits.body_bytes).await;
    read.map_err(|error| match error {
        BodyError::TooLarge { most } => Refusal::new(
            Reason::BodyTooLarge,
            format!("The body has more than {most} bytes. Files are uploaded separately."),
        ),
        BodyError::Slow { wait } => Refusal::new(
            Reason::BodySlow,
            format!("The body did not come within {} ms.", wait.as_millis()),
        ),
        BodyError::Crowded => {
            Refusal::new(Reason::BodySlow, "The body came too slowly. Send it again.")
        }
        BodyError::Broken => Refusal::new(Reason::BadRequest, "The body broke off."),
    })
}

fn is_page_view(parts: &Parts, accept: Accept) -> bool {
    let has_query = parts.uri.query().is_some_and(|query| query.contains("query="));
    parts.method == Method::GET && accept.prefers_html() && !has_query
}
