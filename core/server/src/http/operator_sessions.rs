//! Operators come in: by password to a session cookie, by an API token in the header. Here the
//! transport learns who asks.

use super::{
    AppState,
    answer::{Refusal, keep_nowhere},
    cookie::Cookie,
    peer,
};
use crate::limits::SIGN_IN_BODY_BYTES;
use async_trait::async_trait;
use axum::{
    Json,
    extract::{Request, State},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use serde::{Deserialize, de::DeserializeOwned};
use serde_json::json;
use switchboard_desk::{
    Context, DeskError,
    limits::PROGRAM_NAME_MAX_CHARACTERS,
    operator::{
        Setup,
        sign_in::{
            SignInInput, SignedIn, begin_totp as begin_operator_totp, sign_in as sign_in_operator,
        },
        sign_out::sign_out as sign_out_operator,
    },
    session::{self, Authenticated, SessionEnd as DeskSessionEnd},
};
use switchboard_model::Actor;
use switchboard_transport::{
    AuthError, Authenticator, CSRF_HEADER, Credentials, Session, SessionEnd, parse_json,
};

/// Lets operators and their API tokens in.
pub struct OperatorAuthenticator {
    app: AppState,
}

impl OperatorAuthenticator {
    /// Over this server.
    pub fn new(app: AppState) -> Self {
        Self { app }
    }
}

#[async_trait]
impl Authenticator for OperatorAuthenticator {
    async fn authenticate(&self, credentials: Credentials<'_>) -> Result<Session, AuthError> {
        let parts = credentials.parts;
        let shown = bearer(&parts.headers)
            .or_else(|| credentials.connection_init.and_then(init_token))
            .map(|secret| (secret, false))
            .or_else(|| {
                Cookie::Session
                    .read(&self.app.config.server, &parts.headers)
                    .map(|secret| (secret, true))
            });
        let Some((secret, is_cookie)) = shown else { return Ok(anonymous(&self.app, parts)) };
        let known = recognise(&self.app, &secret).await?;
        if !matches!(known.actor, Actor::Operator(_)) {
            return Err(AuthError::Forbidden(
                "this secret belongs to a visitor: use /visitor/graphql".into(),
            ));
        }
        let is_token = known.session_id.is_none();
        let session = session_of(&self.app, parts, known).signed_in();
        let session = if is_token { session.by_token() } else { session };
        Ok(if is_cookie { session.cookie_based() } else { session })
    }
}

/// One who has shown nothing: gets UNAUTHENTICATED from every field that belongs to somebody. All of
/// one site have one budget, so that nobody has as many as networks.
pub fn anonymous(app: &AppState, parts: &Parts) -> Session {
    let peer = peer::of(parts, app.config.server.trusted_proxies);
    Session::new(peer.map_or_else(|| "anonymous".to_owned(), |peer| format!("a:{}", peer.site())))
}

/// Who holds the secret.
pub async fn recognise(app: &AppState, secret: &str) -> Result<Authenticated, AuthError> {
    match session::authenticate(&app.desk, secret).await {
        Ok(Some(known)) => Ok(known),
        Ok(None) => Err(AuthError::Unauthenticated(
            "the session or token is unknown, expired or revoked: sign in again".into(),
        )),
        Err(error) => Err(AuthError::Unavailable(error.to_string())),
    }
}

/// The transport's session of one who was recognised.
pub fn session_of(app: &AppState, parts: &Parts, known: Authenticated) -> Session {
    let key = match &known.actor {
        Actor::Operator(operator) => operator.operator_id.to_string(),
        Actor::Visitor(visitor) => visitor.contact_id.to_string(),
        Actor::Rule(rule) => rule.rule_id.to_string(),
        Actor::System => "system".to_owned(),
    };
    let context = context(app, parts, known.actor.clone());
    let session_id = known.session_id;
    let ends = session::ended(app.desk.clone(), known);
    let session = Session::new(key).with_data(context);
    let session = match session_id {
        Some(session_id) => session.with_data(session_id),
        None => session,
    };
    session.ends_with(async move {
        match ends.await {
            DeskSessionEnd::Expired => SessionEnd::Expired,
            DeskSessionEnd::Revoked => SessionEnd::Revoked,
        }
    })
}

/// Who asks, and from where.
pub fn context(app: &AppState, parts: &Parts, actor: Actor) -> Context {
    let header = parts.headers.get("x-request-id").and_then(|value| value.to_str().ok());
    let user_agent = parts.headers.get(header::USER_AGENT).and_then(|value| value.to_str().ok());
    Context {
        request_id: header.map(|id| id.chars().take(64).collect()),
        remote_address: peer::address(parts, app.config.server.trusted_proxies)
            .map(|address| address.to_string()),
        user_agent: user_agent.map(|name| name.chars().take(PROGRAM_NAME_MAX_CHARACTERS).collect()),
        ..Context::of(actor)
    }
}

/// The secret of an `Authorization: Bearer` header.
pub fn bearer(headers: &HeaderMap) -> Option<String> {
    bearer_secret(headers.get(header::AUTHORIZATION)?.to_str().ok()?).map(str::to_owned)
}

/// The secret behind the scheme, which is written in any case.
fn bearer_secret(authorization: &str) -> Option<&str> {
    let (scheme, secret) = authorization.trim().split_once(char::is_whitespace)?;
    scheme.eq_ignore_ascii_case("bearer").then(|| secret.trim())
}

/// The secret of a socket's first message: `{"token": "…"}` or `{"authorization": "Bearer …"}`, with or
/// without its scheme. As in a header, the case of the names means nothing.
pub fn init_token(payload: &serde_json::Value) -> Option<String> {
    let text = |name: &str| {
        let mut members = payload.as_object()?.iter();
        members.find(|(key, _)| key.eq_ignore_ascii_case(name))?.1.as_str()
    };
    let authorization = || text("authorization").map(|value| bearer_secret(value).unwrap_or(value));
    text("token").or_else(authorization).map(str::to_owned)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SignInBody {
    email: String,
    password: String,
    /// What the authenticator app shows, or a recovery code.
    code: Option<String>,
}

impl From<SignInBody> for SignInInput {
    fn from(body: SignInBody) -> Self {
        Self { email: body.email, password: body.password, code: body.code }
    }
}

/// `GET /session`: by what operators sign in here.
pub async fn ways(State(app): State<AppState>) -> Response {
    let body = json!({
        "password": app.desk.limits().has_passwords,
        "oidc": app.oidc.is_some(),
    });
    (StatusCode::OK, Json(body)).into_response()
}

/// `POST /session`: signs in; the secret goes into a cookie that scripts cannot read. Where a second
/// factor is missing, 401 with its code says which.
pub async fn sign_in(State(app): State<AppState>, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = json_body::<SignInBody>(&app, request).await?;
    let context = context(&app, &parts, Actor::System);
    match sign_in_operator(&app.desk, &context, body.into()).await {
        Ok(done) => Ok(signed_in(&app, &done.value)),
        Err(error) => Err(refused_pair(error)),
    }
}

/// `POST /session/totp`: the secret of the authenticator app that the role of one who knows their password
/// asks for. Signing in with a code of it confirms the app.
pub async fn begin_totp(
    State(app): State<AppState>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, body) = json_body::<SignInBody>(&app, request).await?;
    let context = context(&app, &parts, Actor::System);
    let setup = begin_operator_totp(&app.desk, &context, body.into()).await;
    Ok(totp_setup(&setup.map_err(refused_pair)?.value))
}

/// What an authenticator app is set up with, told once.
pub fn totp_setup(setup: &Setup) -> Response {
    let body = json!({ "secret": setup.secret, "url": setup.url });
    let mut response = (StatusCode::OK, Json(body)).into_response();
    keep_nowhere(&mut response);
    response
}

fn refused_pair(error: DeskError) -> Refusal {
    match error {
        DeskError::NotAllowed | DeskError::NotFound => {
            Refusal::new(StatusCode::UNAUTHORIZED, "UNAUTHENTICATED", "email or password is wrong")
        }
        error => error.into(),
    }
}

/// `DELETE /session`: signs out.
pub async fn sign_out(State(app): State<AppState>, request: Request) -> Result<Response, Refusal> {
    let (parts, _) = request.into_parts();
    require_own_page(&parts)?;
    if let Some(secret) =
        Cookie::Session.read(&app.config.server, &parts.headers).or_else(|| bearer(&parts.headers))
        && let Some(known) = session::authenticate(&app.desk, &secret).await?
        && let Some(session_id) = known.session_id
    {
        let context = context(&app, &parts, known.actor);
        sign_out_operator(&app.desk, &context, session_id).await?;
    }
    let mut response = StatusCode::NO_CONTENT.into_response();
    Cookie::Session.clear(&app, &mut response);
    Ok(response)
}

/// The answer of one who has just signed in.
pub fn signed_in(app: &AppState, signed_in: &SignedIn) -> Response {
    let mut body = json!({
        "operatorId": signed_in.operator.operator_id.to_string(),
        "name": signed_in.operator.name,
        "expiresInSeconds": lasts_seconds(app, signed_in),
    });
    if !signed_in.recovery_codes.is_empty() {
        body["recoveryCodes"] = json!(signed_in.recovery_codes);
    }
    let mut response = (StatusCode::OK, Json(body)).into_response();
    begin_session(app, &mut response, signed_in);
    response
}

/// Gives a browser the secret of a session that has just begun.
pub fn begin_session(app: &AppState, response: &mut Response, signed_in: &SignedIn) {
    Cookie::Session.set(app, response, &signed_in.secret, lasts_seconds(app, signed_in));
}

fn lasts_seconds(app: &AppState, signed_in: &SignedIn) -> i64 {
    signed_in.session.expires_at.since_ms(app.clock.now()) / 1_000
}

/// A browser sends this header only from our own pages.
fn require_own_page(parts: &Parts) -> Result<(), Refusal> {
    let is_own = parts.headers.contains_key(CSRF_HEADER) || bearer(&parts.headers).is_some();
    if is_own {
        return Ok(());
    }
    Err(Refusal::new(
        StatusCode::FORBIDDEN,
        "CSRF",
        format!("send the header {CSRF_HEADER}: 1, which other sites cannot"),
    ))
}

/// The head and the JSON body of a bounded request. Forms and plain text are refused, so that no
/// other site can make a browser send one.
pub async fn json_body<T: DeserializeOwned>(
    app: &AppState,
    request: Request,
) -> Result<(Parts, T), Refusal> {
    let (parts, body) = request.into_parts();
    let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let kind = kind.and_then(|kind| kind.split(';').next()).unwrap_or_default().trim();
    if !kind.eq_ignore_ascii_case("application/json") {
        return Err(Refusal::new(
            StatusCode::UNSUPPORTED_MEDIA_TYPE,
            "UNSUPPORTED_MEDIA_TYPE",
            "send JSON with Content-Type: application/json",
        ));
    }
    let bytes = app.bodies.read(body, SIGN_IN_BODY_BYTES).await?;
    let value = parse_json(&bytes).map_err(|error| {
        Refusal::new(
            StatusCode::BAD_REQUEST,
            "INVALID",
            format!("the body is not as expected: {error}"),
        )
    })?;
    Ok((parts, value))
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn the_scheme_and_the_names_are_written_in_any_case() {
        for authorization in ["Bearer s", "bearer s", "BEARER  s", " bearer\ts "] {
            let mut headers = HeaderMap::new();
            headers.insert(header::AUTHORIZATION, authorization.parse().expect("a value"));
            assert_eq!(bearer(&headers).as_deref(), Some("s"), "{authorization:?}");
            for name in ["authorization", "Authorization", "AUTHORIZATION"] {
                let payload = json!({ name: authorization });
                assert_eq!(init_token(&payload).as_deref(), Some("s"), "{payload}");
            }
        }
        assert_eq!(init_token(&json!({"Token": "s"})).as_deref(), Some("s"));
        assert_eq!(init_token(&json!({"authorization": "s"})).as_deref(), Some("s"));
        assert_eq!(init_token(&json!({"authorization": 7})), None);
        assert_eq!(init_token(&json!("s")), None);
        let basic =
            HeaderMap::from_iter([(header::AUTHORIZATION, HeaderValue::from_static("Basic YTpi"))]);
        assert_eq!(bearer(&basic), None);
    }
}
