//! Visitors come in: with the token that `visitStart` gave them, or with nothing, to start.

use super::{
    AppState,
    operator_sessions::{anonymous, bearer, context, init_token, recognise, session_of},
    own_address,
};
use async_trait::async_trait;
use axum::http::{header, request::Parts};
use switchboard_desk::{limits::PROGRAM_NAME_MAX_CHARACTERS, visit::ClientHints};
use switchboard_model::{Actor, Origin};
use switchboard_transport::{AuthError, Authenticator, Credentials, Session};
use switchboard_visitor::VisitorCaller;

/// Lets visitors in, each to its own chat.
pub struct VisitorAuthenticator {
    app: AppState,
}

impl VisitorAuthenticator {
    /// Over this server.
    pub fn new(app: AppState) -> Self {
        Self { app }
    }
}

#[async_trait]
impl Authenticator for VisitorAuthenticator {
    async fn authenticate(&self, credentials: Credentials<'_>) -> Result<Session, AuthError> {
        let parts = credentials.parts;
        let shown =
            bearer(&parts.headers).or_else(|| credentials.connection_init.and_then(init_token));
        let caller = caller(&self.app, parts);
        let Some(secret) = shown else {
            return Ok(anonymous(&self.app, parts).with_data(caller));
        };
        let known = recognise(&self.app, &secret).await?;
        if !matches!(known.actor, Actor::Visitor { .. }) {
            return Err(AuthError::Forbidden(
                "this secret belongs to an operator: use /graphql".into(),
            ));
        }
        Ok(session_of(&self.app, parts, known).with_data(caller))
    }
}

fn caller(app: &AppState, parts: &Parts) -> VisitorCaller {
    let origin = parts.headers.get(header::ORIGIN).and_then(|value| value.to_str().ok());
    // The chat's own page, `/chat/<key>`, is this server's; whose pages may frame it, its policy says.
    let own = own_address::of(app, &parts.headers, &parts.uri);
    let is_own = |told: &str| {
        own.as_ref().is_some_and(|own| Origin::parse(told).as_ref() == Ok(own.origin()))
    };
    let context = context(app, parts, Actor::System);
    VisitorCaller {
        origin: origin.filter(|told| !is_own(told)).map(str::to_owned),
        request_id: context.request_id,
        remote_address: context.remote_address,
        hints: ClientHints {
            brands: hint(parts, "sec-ch-ua"),
            platform: hint(parts, "sec-ch-ua-platform"),
            mobile: hint(parts, "sec-ch-ua-mobile"),
        },
    }
}

/// What a browser tells of itself; nothing that is longer than any of them says.
fn hint(parts: &Parts, name: &str) -> Option<String> {
    let value = parts.headers.get(name)?.to_str().ok()?;
    Some(value).filter(|value| value.len() <= PROGRAM_NAME_MAX_CHARACTERS).map(str::to_owned)
}
