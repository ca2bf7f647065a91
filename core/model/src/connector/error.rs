//! What can go wrong in a connector: the connector picks the class, the class decides what the
//! core does.

use serde::{Deserialize, Serialize};

/// The class of a connector's error, which alone decides what happens next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ErrorClass {
    /// Try again with back-off.
    Transient,
    /// The platform asked to slow down: the channel's bucket waits, order is kept.
    RateLimited,
    /// The platform refused the credentials: the channel pauses until they are mended.
    Auth,
    /// The platform refused this message for what it holds.
    Invalid,
    /// The receiver cannot be reached (blocked, gone).
    Recipient,
    /// The platform or the connector cannot do this at all.
    Unsupported,
    /// The host refused the call: a grant is missing.
    Denied,
    /// Bytes left and no answer came: never repeated blindly.
    MaybeSent,
    /// Anything else that a repetition will not mend.
    Permanent,
}

/// What a connector gives, or why not.
pub type ConnectorResult<T> = Result<T, ConnectorError>;

/// An error of a connector, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message} ({code})")]
pub struct ConnectorError {
    /// What happens next.
    pub class: ErrorClass,
    /// A stable code, such as `recipient.blocked`.
    pub code: String,
    /// A sentence for an operator: what happened, what to do.
    pub message: String,
    /// How long to wait before the next try, in milliseconds, when the platform said so.
    pub retry_after_ms: Option<u64>,
    /// The platform's own code.
    pub platform_code: Option<String>,
}

impl ConnectorError {
    /// An error of a class with a stable code and a sentence.
    pub fn new(class: ErrorClass, code: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            class,
            code: code.into(),
            message: message.into(),
            retry_after_ms: None,
            platform_code: None,
        }
    }
}
