//! Errors as the host understands them: one constructor per class, because the class alone decides
//! what happens next.

use crate::types::{Error, ErrorClass};

macro_rules! classes {
    ($($(#[$doc:meta])* $name:ident = $class:ident;)*) => {
        $($(#[$doc])* pub fn $name(code: &str, message: impl Into<String>) -> Self {
            Self::new(ErrorClass::$class, code, message)
        })*
    };
}

impl Error {
    /// An error of a class. `code` is stable, dotted and lower case (`recipient.blocked`); `message`
    /// says to an operator what happened and what to do.
    pub fn new(class: ErrorClass, code: &str, message: impl Into<String>) -> Self {
        let (code, message) = (code.to_owned(), message.into());
        Self { class, code, message, retry_after_ms: None, platform_code: None }
    }

    classes! {
        /// The host tries again with back-off.
        transient = Transient;
        /// The channel pauses until somebody puts new credentials in.
        auth = Auth;
        /// The message is refused for what it holds.
        invalid = Invalid;
        /// The receiver cannot be reached.
        recipient = Recipient;
        /// The platform or the plugin cannot do it.
        unsupported = Unsupported;
        /// Bytes left and no usable answer came: the host never repeats it by itself.
        maybe_sent = MaybeSent;
        /// A repetition will not help, for a reason that fits no other class.
        permanent = Permanent;
    }

    /// The host waits, `retry_after_ms` at least when the platform said so.
    pub fn rate_limited(retry_after_ms: Option<u32>, message: impl Into<String>) -> Self {
        Self { retry_after_ms, ..Self::new(ErrorClass::RateLimited, "rate.limited", message) }
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
