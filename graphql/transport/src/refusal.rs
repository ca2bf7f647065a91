//! A request that is not carried out: why, in the client's words, and how it is told.

use std::time::Duration;

use async_graphql::{ErrorExtensionValues, Pos, ServerError};

use crate::status::Reason;

/// Refused by the transport. Nothing was executed, except for `TimedOut` and `Internal`.
#[derive(Debug, Clone)]
pub(crate) struct Refusal {
    pub(crate) reason: Reason,
    pub(crate) message: String,
    pub(crate) locations: Vec<Pos>,
    pub(crate) retry_after: Option<Duration>,
    pub(crate) allow: Option<&'static str>,
}

impl Refusal {
    pub(crate) fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self {
            reason,
            message: message.into(),
            locations: Vec::new(),
            retry_after: None,
            allow: None,
        }
    }

    pub(crate) fn limit(message: impl Into<String>) -> Self {
        Self::new(Reason::LimitExceeded, message)
    }

    #[must_use]
    pub(crate) fn at(mut self, position: Pos) -> Self {
        self.locations.push(position);
        self
    }

    #[must_use]
    pub(crate) fn retry_after(mut self, wait: Duration) -> Self {
        self.retry_after = Some(wait);
        self
    }

    #[must_use]
    pub(crate) fn allow(mut self, methods: &'static str) -> Self {
        self.allow = Some(methods);
        self
    }

    pub(crate) fn internal() -> Self {
        Self::new(
            Reason::Internal,
            "The server failed to answer. The request id finds the cause in its log.",
        )
    }

    /// The error as it stands in `errors`.
    pub(crate) fn to_error(&self) -> ServerError {
        let mut extensions = ErrorExtensionValues::default();
        extensions.set("code", self.reason.code());
        if let Some(wait) = self.retry_after {
            extensions.set("retryAfterMs", u64::try_from(wait.as_millis()).unwrap_or(u64::MAX));
        }
        let mut error = ServerError::new(self.message.clone(), None);
        error.locations.clone_from(&self.locations);
        error.extensions = Some(extensions);
        error
    }
}
