//! Operators come in by an identity provider: a browser is sent there, comes back with a code, and has a session.
//! Where a second factor is missing it returns without one, and the page asks for the code.

use super::{
    AppState,
    answer::{Refusal, keep_nowhere},
    cookie::Cookie,
    operator_sessions::{begin_session, context, json_body, signed_in, totp_setup},
};
use crate::{
    limits::OIDC_SIGN_IN_MS,
    oidc::{Answered, Oidc, OidcError, Pending},
};
use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use switchboard_desk::{
    DeskError,
    operator::sso::{SsoInput, begin_totp as begin_operator_totp, count_try, sign_in, take_back},
};
use switchboard_model::{Actor, Timestamp};
use url::form_urlencoded;

impl From<OidcError> for Refusal {
    fn from(error: OidcError) -> Self {
        match error {
            // Those who run the server find the cause in its log; strangers learn nothing of it.
            OidcError::Provider(_) => Self::new(
                StatusCode::BAD_GATEWAY,
                "UNAVAILABLE",
                "the identity provider cannot be used at the moment: try again later, or let an admin run \
                 `switchboard doctor`",
            )
            .retry_after(10),
            OidcError::Refused(_) | OidcError::Token(_) => {
                Self::new(StatusCode::FORBIDDEN, "FORBIDDEN", error.to_string())
            }
            OidcError::Foreign => Self::new(StatusCode::BAD_REQUEST, "GONE", error.to_string()),
            OidcError::ReturnTo => {
                Self::new(StatusCode::UNPROCESSABLE_ENTITY, "INVALID", error.to_string())
            }
        }
    }
}

/// `GET /session/oidc?returnTo=/chats`: sends a browser to the identity provider.
pub async fn begin(State(app): State<AppState>, request: Request) -> Result<Response, Refusal> {
    let oidc = configured(&app)?;
    let query = request.uri().query().unwrap_or_default();
    let return_to = form_urlencoded::parse(query.as_bytes())
        .find_map(|(name, value)| (name == "returnTo").then(|| value.into_owned()));
    let (url, asked) = oidc.begin(return_to.as_deref()).await?;
    let mut response = redirect(url.as_str())?;
    keep(&app, &mut response, &Pending::Asked(asked))?;
    Ok(response)
}

/// `GET /session/oidc/callback`: the browser is back from the identity provider.
pub async fn callback(State(app): State<AppState>, request: Request) -> Result<Response, Refusal> {
    let oidc = configured(&app)?;
    let (parts, _) = request.into_parts();
    let context = context(&app, &parts, Actor::System);
    let Some(Pending::Asked(asked)) = kept(&app, &parts.headers) else {
        return Err(OidcError::Foreign.into());
    };
    let code = oidc.code(&asked, parts.uri.query().unwrap_or_default()).await?;
    let counted = count_try(&app.desk, &context)?;
    let vouched = oidc.redeem(&asked, &code).await?;
    take_back(&app.desk, &counted);
    let answered = Answered { vouched, state: asked.state, expires_at: asked.expires_at };
    let input = input(answered.clone(), None);
    let back = own_address(&app, &asked.return_to);
    match sign_in(&app.desk, &context, input).await {
        Ok(done) => {
            let mut response = redirect(&back)?;
            Cookie::Oidc.clear(&app, &mut response);
            begin_session(&app, &mut response, &done.value);
            Ok(response)
        }
        Err(missing @ DeskError::SecondFactor(_)) => {
            let mut response = redirect(&with_answer(&back, missing.code()))?;
            keep(&app, &mut response, &Pending::Vouched(answered))?;
            Ok(response)
        }
        Err(error) => Err(error.into()),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodeBody {
    /// What the authenticator app shows, or a recovery code.
    code: String,
}

/// `POST /session/oidc`: signs in for whom the identity provider vouches, with the second factor that was missing.
pub async fn finish(State(app): State<AppState>, request: Request) -> Result<Response, Refusal> {
    let (parts, body) = json_body::<CodeBody>(&app, request).await?;
    let answered = answered(&app, &parts.headers)?;
    let context = context(&app, &parts, Actor::System);
    let done = sign_in(&app.desk, &context, input(answered, Some(body.code))).await?;
    let mut response = signed_in(&app, &done.value);
    Cookie::Oidc.clear(&app, &mut response);
    Ok(response)
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NoBody {}

/// `POST /session/oidc/totp`: the secret of the authenticator app that the role of one asks for, for whom the
/// identity provider vouches. Signing in with a code of it confirms the app.
pub async fn begin_totp(
    State(app): State<AppState>,
    request: Request,
) -> Result<Response, Refusal> {
    let (parts, NoBody {}) = json_body::<NoBody>(&app, request).await?;
    let answered = answered(&app, &parts.headers)?;
    let context = context(&app, &parts, Actor::System);
    let setup = begin_operator_totp(&app.desk, &context, answered.vouched).await?;
    Ok(totp_setup(&setup.value))
}

fn configured(app: &AppState) -> Result<&Oidc, Refusal> {
    app.oidc.as_ref().ok_or_else(|| {
        Refusal::new(
            StatusCode::NOT_FOUND,
            "NOT_FOUND",
            "no identity provider is set on this server: an admin sets sign_in.oidc_issuer",
        )
    })
}

fn input(answered: Answered, code: Option<String>) -> SsoInput {
    let Answered { vouched, state, expires_at } = answered;
    SsoInput { vouched, state, expires_at: Timestamp(expires_at), code }
}

/// What a browser has kept, where it is ours and not too old.
fn kept(app: &AppState, headers: &HeaderMap) -> Option<Pending> {
    let value = Cookie::Oidc.read(&app.config.server, headers)?;
    Pending::unseal(app.desk.keys(), &value, app.clock.now())
}

fn answered(app: &AppState, headers: &HeaderMap) -> Result<Answered, Refusal> {
    match kept(app, headers) {
        // Of a provider that is none of this server any more.
        Some(Pending::Vouched(answered)) if configured(app)?.is_of(&answered.vouched) => {
            Ok(answered)
        }
        _ => Err(OidcError::Foreign.into()),
    }
}

fn keep(app: &AppState, response: &mut Response, pending: &Pending) -> Result<(), Refusal> {
    let value = pending.seal(app.desk.keys())?;
    Cookie::Oidc.set(app, response, &value, OIDC_SIGN_IN_MS / 1_000);
    Ok(())
}

/// A path of this server, as browsers reach it.
fn own_address(app: &AppState, path: &str) -> String {
    app.config.server.public_url.as_ref().map_or_else(|| path.to_owned(), |url| url.address(path))
}

/// The address, with the code of what is missing.
fn with_answer(address: &str, code: &str) -> String {
    let (address, place) = address.split_once('#').unwrap_or((address, ""));
    let separator = if address.contains('?') { '&' } else { '?' };
    let fragment = if place.is_empty() { String::new() } else { format!("#{place}") };
    format!("{address}{separator}signIn={code}{fragment}")
}

fn redirect(address: &str) -> Result<Response, Refusal> {
    let address = HeaderValue::from_str(address)
        .map_err(|error| DeskError::Internal(format!("no address to go to: {error}")))?;
    let mut response = StatusCode::SEE_OTHER.into_response();
    response.headers_mut().insert(header::LOCATION, address);
    keep_nowhere(&mut response);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_missing_stands_in_the_query() {
        for (address, told) in [
            ("https://a.org/", "https://a.org/?signIn=X"),
            ("https://a.org/c?d=1", "https://a.org/c?d=1&signIn=X"),
            ("https://a.org/c#e?f", "https://a.org/c?signIn=X#e?f"),
        ] {
            assert_eq!(with_answer(address, "X"), told);
        }
    }
}
