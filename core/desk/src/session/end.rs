//! Waits until a session is over, so that live connections end with it.

use super::{Authenticated, refresh};
use crate::Desk;
use crate::limits::SESSION_LOOK_AGAIN;
use std::time::Duration;
use tokio::sync::watch;

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SessionEnd {
    /// Its time is up.
    Expired,
    /// It was ended, or what its holder may do has changed: come again with the same secret.
    Revoked,
}

/// Resolves when the session or token has expired, was revoked, or means another set of permissions.
pub async fn ended(desk: Desk, known: Authenticated) -> SessionEnd {
    let mut changes = desk.sessions().changes();
    let mut visits = desk.sessions().visits(&known.actor);
    let mut expires_at = known.expires_at;
    loop {
        let now = desk.now();
        if expires_at.is_some_and(|expires_at| expires_at <= now) {
            return SessionEnd::Expired;
        }
        match refresh(&desk, &known).await {
            Ok(Some(fresh)) if fresh.actor == known.actor => expires_at = fresh.expires_at,
            Ok(Some(_)) => return SessionEnd::Revoked,
            Ok(None) => {
                let now = desk.now();
                let is_expired = expires_at.is_some_and(|expires_at| expires_at <= now);
                return if is_expired { SessionEnd::Expired } else { SessionEnd::Revoked };
            }
            Err(error) => tracing::debug!(%error, "a session could not be read again"),
        }
        let remaining = expires_at.map_or(SESSION_LOOK_AGAIN, |expires_at| {
            let milliseconds = u64::try_from(expires_at.since_ms(now)).unwrap_or_default();
            Duration::from_millis(milliseconds).min(SESSION_LOOK_AGAIN)
        });
        tokio::select! {
            _ = changes.changed() => {}
            () = visit_ended(visits.as_mut()) => {}
            () = tokio::time::sleep(remaining) => {}
        }
    }
}

/// Resolves when a visit of the visitor's group has ended; never for others.
async fn visit_ended(visits: Option<&mut watch::Receiver<()>>) {
    match visits {
        // It fails when the desk is gone, which the caller holds.
        Some(visits) => {
            let _ = visits.changed().await;
        }
        None => std::future::pending().await,
    }
}
