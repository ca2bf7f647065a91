//! Who may come in: the name in the `x-person` header or in the payload of `connection_init` decides.
//! All are signed in but visitors.

use std::time::Duration;

use async_trait::async_trait;
use switchboard_transport::{AuthError, Authenticator, Credentials, Session, SessionEnd};

/// The name, for resolvers.
#[derive(Debug, Clone)]
pub struct Who(pub String);

pub struct Doorkeeper;

#[async_trait]
impl Authenticator for Doorkeeper {
    async fn authenticate(&self, credentials: Credentials<'_>) -> Result<Session, AuthError> {
        let by_payload = credentials.connection_init.and_then(|payload| payload["person"].as_str());
        let by_header =
            credentials.parts.headers.get("x-person").and_then(|value| value.to_str().ok());
        let name = by_payload.or(by_header).unwrap_or("anonymous");
        let session = Session::new(name).with_data(Who(name.to_owned()));
        let session = if name.starts_with("visitor") { session } else { session.signed_in() };
        match name {
            "stranger" => Err(AuthError::Unauthenticated("Sign in first.".to_owned())),
            "banned" => Err(AuthError::Forbidden("You were banned.".to_owned())),
            "unknowable" => Err(AuthError::Unavailable("the database is away".to_owned())),
            "browser" => Ok(session.cookie_based()),
            "pensive" => {
                tokio::time::sleep(Duration::from_millis(400)).await;
                Ok(session)
            }
            "expiring" => Ok(session.ends_with(ends(SessionEnd::Expired))),
            "revoked" => Ok(session.ends_with(ends(SessionEnd::Revoked))),
            _ => Ok(session),
        }
    }
}

async fn ends(end: SessionEnd) -> SessionEnd {
    tokio::time::sleep(Duration::from_millis(300)).await;
    end
}
