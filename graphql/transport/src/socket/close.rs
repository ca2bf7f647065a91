//! The close codes of `graphql-transport-ws` and the few of our own, each with its reason.

use std::time::Duration;

use axum::extract::ws::{CloseFrame, Message};

use crate::{authenticator::SessionEnd, refusal::Refusal, status::Reason};

/// A close frame holds 125 bytes, two of them the code.
const REASON_BYTES: usize = 123;

/// Why the server closes a socket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Close {
    pub(super) code: u16,
    reason: String,
}

impl Close {
    fn new(code: u16, reason: impl Into<String>) -> Self {
        let mut reason = reason.into();
        reason.truncate(reason.floor_char_boundary(REASON_BYTES));
        Self { code, reason }
    }

    pub(super) fn invalid(what: &str) -> Self {
        Self::new(4400, format!("Invalid message: {what}"))
    }

    pub(super) fn unauthorized() -> Self {
        Self::new(4401, "Unauthorized")
    }

    pub(super) fn unknown_protocol() -> Self {
        Self::new(4406, "Subprotocol not acceptable: use graphql-transport-ws")
    }

    pub(super) fn init_timeout() -> Self {
        Self::new(4408, "Connection initialisation timeout")
    }

    pub(super) fn duplicate(id: &str) -> Self {
        Self::new(4409, format!("Subscriber for {id} already exists"))
    }

    pub(super) fn second_init() -> Self {
        Self::new(4429, "Too many initialisation requests")
    }

    pub(super) fn internal() -> Self {
        Self::new(4500, "Internal server error")
    }

    /// Ours: the reader took nothing for too long. Connect again and resume.
    pub(super) fn slow() -> Self {
        Self::new(4508, "slow")
    }

    /// Ours: no sign of the other side. Rarely read by anybody.
    pub(super) fn silent() -> Self {
        Self::new(4504, "No answer to keep-alive")
    }

    pub(super) fn too_big(limit: usize) -> Self {
        Self::new(1009, format!("Message too big: at most {limit} bytes"))
    }

    /// The server stops. The reason is JSON, so that clients can spread their return.
    pub(super) fn going_away(spread: Duration) -> Self {
        let wait = spread.mul_f64(rand::random::<f64>()).as_millis();
        Self::new(1001, format!("{{\"reconnectAfterMs\":{wait}}}"))
    }

    pub(super) fn session_end(end: SessionEnd) -> Self {
        match end {
            SessionEnd::Expired => Self::new(4401, "Session expired"),
            SessionEnd::Revoked => Self::new(4403, "Session revoked"),
        }
    }

    /// For a `connection_init` that is turned down.
    pub(super) fn rejected(refusal: &Refusal) -> Self {
        match refusal.reason {
            Reason::Internal => Self::internal(),
            Reason::TooManyConnections => Self::new(1013, refusal.message.clone()),
            _ => Self::new(4403, format!("Forbidden: {}", refusal.message)),
        }
    }

    pub(super) fn into_message(self) -> Message {
        Message::Close(Some(CloseFrame { code: self.code, reason: self.reason.into() }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_fits_its_frame_whatever_the_client_wrote() {
        let close = Close::duplicate(&"ж".repeat(100));
        assert!(close.reason.len() <= REASON_BYTES && close.reason.len() > REASON_BYTES - 3);
        assert_eq!(Close::duplicate("7").reason, "Subscriber for 7 already exists");
    }
}
