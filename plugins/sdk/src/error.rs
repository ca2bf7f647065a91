//! Errors as the host understands them: one constructor per class, because the class alone decides
//! what happens next.

use crate::types::{Error, ErrorClass};

impl Error {
    /// An error of a class. `code` is stable, dotted and lower case (`recipient.blocked`); `message`
    /// tells an operator what happened and what to do.
    pub fn new(class: ErrorClass, code: &str, message: impl Into<String>) -> Self {
        Self {
            class,
            code: code.to_owned(),
            message: message.into(),
            retry_after_ms: None,
            platform_code: None,
        }
    }

    /// The host tries again with back-off.
    pub fn transient(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorClass::Transient, code, message)
    }

    /// The host waits, `retry_after_ms` at least when the platform said so.
    pub fn rate_limited(retry_after_ms: Option<u32>, message: impl Into<String>) -> Self {
        Self { retry_after_ms, ..Self::new(ErrorClass::RateLimited, "rate.limited", message) }
    }

    /// The channel pauses until somebody mends the credentials.
    pub fn auth(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorClass::Auth, code, message)
    }

    /// The message is refused for what it holds.
    pub fn invalid(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorClass::Invalid, code, message)
    }

    /// The receiver cannot be reached.
    pub fn recipient(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorClass::Recipient, code, message)
    }

    /// The platform or the plugin cannot do it.
    pub fn unsupported(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorClass::Unsupported, code, message)
    }

    /// Bytes left and no usable answer came: the host never repeats it by itself.
    pub fn maybe_sent(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorClass::MaybeSent, code, message)
    }

    /// A repetition will not help, for a reason that fits no other class.
    pub fn permanent(code: &str, message: impl Into<String>) -> Self {
        Self::new(ErrorClass::Permanent, code, message)
    }

    /// The same error with the platform's own code.
    pub fn with_platform_code(mut self, code: impl ToString) -> Self {
        self.platform_code = Some(code.to_string());
        self
    }

    /// The same error with the least time to wait, in milliseconds.
    pub fn with_retry_after_ms(mut self, retry_after_ms: u32) -> Self {
        self.retry_after_ms = Some(retry_after_ms);
        self
    }

    pub(crate) fn not_offered(what: &str) -> Self {
        Self::unsupported("plugin.unsupported", format!("This channel's plugin cannot {what}."))
    }
}
