//! Webhooks of platforms: bounded, checked, stored, answered. Parsing happens after.

use super::{AppState, answer::Refusal};
use axum::{
    body::{Body, to_bytes},
    extract::{Path, Request, State},
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use switchboard_desk::{
    DeskError,
    inbound_request::{StoreInput, store},
};
use switchboard_model::{
    channel::{Channel, WEB_PLUGIN},
    connector::{Answer, ConnectorError, Header, RawRequest, Verdict},
};

/// Stores an authentic request and gives the platform the answer that it expects.
pub async fn receive(
    State(app): State<AppState>,
    Path(key): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    if !matches!(*request.method(), Method::GET | Method::POST) {
        return Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            "hooks take POST, and GET for handshakes",
        ));
    }
    let channel = app.channel_by_key(&key).await?.filter(|channel| channel.plugin != WEB_PLUGIN);
    let Some(channel) = channel else {
        app.numbers.hooks.unknown_channel.inc();
        return Err(Refusal::new(
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
            "no channel has this hook: compare the address with the channel's hookUrl",
        ));
    };
    if app.hook_rate.take(&channel.channel_id, 1, app.clock.now().0).is_err() {
        app.numbers.hooks.rate_limited.inc();
        return Err(Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            "RATE_LIMITED",
            "too many webhooks for this channel: try again in a moment",
        )
        .retry_after(1));
    }
    if !app.desk.outward().is_given().await.map_err(DeskError::from)? {
        return Err(Refusal::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "UNAVAILABLE",
            "this server takes nothing from platforms yet: try again later",
        )
        .retry_after(30));
    }
    let raw = raw_request(&app, request).await?;
    let verdict = verify(&app, &channel, &raw).await?;
    match verdict {
        Verdict::ReplyOnly(answer) => Ok(respond(answer)),
        Verdict::Reject(answer) => {
            app.numbers.hooks.rejected.inc();
            tracing::info!(channel.id = %channel.channel_id, "a webhook with a wrong signature was refused");
            Ok(respond(answer))
        }
        Verdict::Accept(answer) => {
            let input = StoreInput { channel_id: channel.channel_id, request: raw };
            store(&app.desk, input).await?;
            app.numbers.hooks.accepted.inc();
            app.flow.ring_inbound_requests();
            Ok(respond(answer))
        }
    }
}

async fn raw_request(app: &AppState, request: Request) -> Result<RawRequest, Refusal> {
    let (parts, body) = request.into_parts();
    let limit = app.config.hooks.body_max_bytes;
    let body = to_bytes(body, limit).await.map_err(|_| {
        app.numbers.hooks.too_large.inc();
        Refusal::new(
            StatusCode::PAYLOAD_TOO_LARGE,
            "BODY_TOO_LARGE",
            format!("the body is longer than {limit} bytes, or broke off"),
        )
    })?;
    let headers = parts
        .headers
        .iter()
        .map(|(name, value)| Header {
            name: name.as_str().to_owned(),
            value: value.as_bytes().to_vec(),
        })
        .collect();
    Ok(RawRequest {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers,
        body: body.to_vec(),
        received_at: app.clock.now(),
    })
}

async fn verify(app: &AppState, channel: &Channel, raw: &RawRequest) -> Result<Verdict, Refusal> {
    let refuse = |error: ConnectorError| unavailable(channel, &error.to_string());
    let connector = app.desk.connector(channel).await.map_err(refuse)?;
    connector.verify(raw).await.map_err(refuse)
}

/// The platform may repeat: nothing was stored, and an admin can mend it.
fn unavailable(channel: &Channel, reason: &str) -> Refusal {
    tracing::error!(channel.id = %channel.channel_id, plugin = channel.plugin, reason, "a webhook could not be checked");
    Refusal::new(
        StatusCode::SERVICE_UNAVAILABLE,
        "UNAVAILABLE",
        "this channel cannot take webhooks now; its operator finds the cause in the log",
    )
    .retry_after(30)
}

fn respond(answer: Answer) -> Response {
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK);
    let mut response = (status, Body::from(answer.body)).into_response();
    let headers = response.headers_mut();
    headers.remove(header::CONTENT_TYPE);
    for Header { name, value } in answer.headers {
        let pair =
            (header::HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(&value));
        if let (Ok(name), Ok(value)) = pair {
            headers.append(name, value);
        }
    }
    response
}
