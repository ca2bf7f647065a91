//! Webhooks of platforms: bounded, checked, stored, answered. Parsing happens after.

use super::{AppState, answer::Refusal, peer};
use axum::{
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderValue, Method, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use switchboard_bounds::Peer;
use switchboard_desk::{
    DeskError,
    inbound_request::{StoreInput, store},
};
use switchboard_model::{
    channel::{Channel, WEB_PLUGIN},
    connector::{Answer, ConnectorError, Header, RawRequest, Verdict},
};
use switchboard_transport::BodyError;

/// Stores an authentic request and gives the platform the answer that it expects. What the head alone
/// can tell is asked before the body is read; the channel's rate counts what is authentic.
pub async fn receive(
    State(app): State<AppState>,
    Path(key): Path<String>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, body) = request.into_parts();
    if !matches!(parts.method, Method::GET | Method::POST) {
        return Err(Refusal::new(
            StatusCode::METHOD_NOT_ALLOWED,
            "METHOD_NOT_ALLOWED",
            "hooks take POST, and GET for handshakes",
        ));
    }
    let channel = channel(&app, &key).await?;
    if !app.desk.outward().is_given().await.map_err(DeskError::from)? {
        return Err(Refusal::new(
            StatusCode::SERVICE_UNAVAILABLE,
            "UNAVAILABLE",
            "this server takes nothing from platforms yet: try again later",
        )
        .retry_after(30));
    }
    let hook = Hook { peer: peer::of(&parts, app.config.server.trusted_proxies), app, channel };
    let refuse = |error: ConnectorError| unavailable(&hook.channel, &error.to_string());
    let connector = hook.app.desk.connector(&hook.channel).await.map_err(refuse)?;
    let mut raw = head(&hook.app, &parts);
    let by_head = connector.verify_head(&raw).await.map_err(refuse)?;
    let (verdict, unread) = match by_head {
        Some(verdict) => (verdict, Some(body)),
        None => {
            hook.check_peer()?;
            let read = hook.read(body).await;
            raw.body = read.inspect_err(|error| {
                // What others' bodies pushed out says nothing of its sender.
                if *error != BodyError::Crowded {
                    hook.was_forged();
                }
            })?;
            (connector.verify(&raw).await.map_err(refuse)?, None)
        }
    };
    let (answer, is_stored) = match verdict {
        Verdict::Reject(answer) => {
            hook.app.numbers.hooks.rejected.inc();
            hook.was_forged();
            return Ok(respond(answer));
        }
        Verdict::ReplyOnly(answer) => (answer, false),
        Verdict::Accept(answer) => (answer, true),
    };
    hook.check_rate()?;
    if let Some(body) = unread {
        raw.body = hook.read(body).await?;
    }
    if is_stored {
        let input = StoreInput { channel_id: hook.channel.channel_id, request: raw };
        store(&hook.app.desk, input).await?;
        hook.app.numbers.hooks.accepted.inc();
        hook.app.flow.ring_inbound_requests();
    }
    Ok(respond(answer))
}

async fn channel(app: &AppState, key: &str) -> Result<Channel, Refusal> {
    let found = app.channel_by_key(key).await?.filter(|channel| channel.plugin != WEB_PLUGIN);
    found.ok_or_else(|| {
        app.numbers.hooks.unknown_channel.inc();
        Refusal::new(
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
            "no channel has this hook: compare the address with the channel's hookUrl",
        )
    })
}

/// One webhook of a channel, and who sent it.
struct Hook {
    app: AppState,
    channel: Channel,
    peer: Option<Peer>,
}

impl Hook {
    /// A peer that has sent much that was forged waits, where only its body could speak for it.
    fn check_peer(&self) -> Result<(), Refusal> {
        match self.app.hook_guard.wait_ms(self.peer, self.app.clock.now()) {
            Some(wait_ms) => Err(self.too_many(wait_ms.div_ceil(1_000).max(1))),
            None => Ok(()),
        }
    }

    fn check_rate(&self) -> Result<(), Refusal> {
        let channel_id = self.channel.channel_id;
        let is_within = self.app.hook_guard.is_within_rate(channel_id, self.app.clock.now());
        if is_within { Ok(()) } else { Err(self.too_many(1)) }
    }

    fn too_many(&self, seconds: u64) -> Refusal {
        self.app.numbers.hooks.rate_limited.inc();
        Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            "RATE_LIMITED",
            "too many webhooks for this channel: try again in a moment",
        )
        .retry_after(seconds)
    }

    async fn read(&self, body: Body) -> Result<Vec<u8>, BodyError> {
        let read = self.app.bodies.read(body, self.app.config.hooks.body_max_bytes).await;
        read.inspect_err(|error| {
            let counts = &self.app.numbers.hooks;
            let counter = match error {
                BodyError::TooLarge { .. } => &counts.too_large,
                BodyError::Slow { .. } | BodyError::Crowded | BodyError::Broken => {
                    &counts.unfinished
                }
            };
            counter.inc();
        })
    }

    /// Counts what was forged, or may have been; the log has it once in a minute.
    fn was_forged(&self) {
        let (channel_id, now) = (self.channel.channel_id, self.app.clock.now());
        if let Some(count) = self.app.hook_guard.forged(channel_id, self.peer, now) {
            tracing::info!(channel.id = %channel_id, count, "webhooks that are not the platform's were refused");
        }
    }
}

/// All of a request but its body.
fn head(app: &AppState, parts: &Parts) -> RawRequest {
    let headers = parts.headers.iter().map(|(name, value)| Header {
        name: name.as_str().to_owned(),
        value: value.as_bytes().to_vec(),
    });
    RawRequest {
        method: parts.method.as_str().to_owned(),
        path: parts.uri.path().to_owned(),
        query: parts.uri.query().unwrap_or_default().to_owned(),
        headers: headers.collect(),
        body: Vec::new(),
        received_at: app.clock.now(),
    }
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
