//! Looks at a `connection_init`: who is it, and was the socket opened by a page that may?

use http::request::Parts;
use serde_json::Value;

use crate::{
    authenticator::{self, Credentials, Session},
    origin,
    refusal::Refusal,
    shared::Shared,
    status::Reason,
};

/// Gives the session, which for a cookie needs a trusted origin.
pub(super) async fn check(
    shared: &Shared,
    parts: &Parts,
    payload: Option<&Value>,
) -> Result<Session, Refusal> {
    let credentials = Credentials { parts, connection_init: payload };
    let wait = shared.limits.operation_time;
    let session = authenticator::check(&*shared.authenticator, credentials, wait).await?;
    if session.is_cookie_based && !origin::is_trusted(parts, &shared.settings.trusted_origins) {
        let message = "this origin may not use the session cookie";
        return Err(Refusal::new(Reason::Csrf, message));
    }
    Ok(session)
}
