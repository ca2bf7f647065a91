//! Why a command did not happen. The code is stable: GraphQL, logs and tests use it.

use switchboard_bounds::Empty;
use switchboard_model::status::InvalidTransition;
use switchboard_model::{EventCursor, Permission};
use switchboard_store::StoreError;

/// What the desk gives, or why not.
pub type Result<T, E = DeskError> = std::result::Result<T, E>;

/// What of signing in is missing beside the right password, or beside the identity provider's word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecondFactor {
    /// A code of the authenticator app, or a recovery code.
    Code,
    /// A code that is right, and was not used yet.
    FreshCode,
    /// An authenticator app, which the role asks for.
    Setup,
}

/// Why a command did not happen. Nothing was changed.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    /// The actor knows of the object and lacks this permission.
    #[error("you lack the permission {0}: ask an admin for it")]
    Denied(Permission),
    /// The actor is none that may do this, whatever permissions there are.
    #[error("you may not do this")]
    NotAllowed,
    /// The actor may not do this, for a reason that no permission changes.
    #[error("{reason}")]
    Forbidden {
        /// Why not, and what to do.
        reason: String,
    },
    /// The password, or the identity provider's word, is right and not enough.
    #[error("{}", second_factor(.0))]
    SecondFactor(SecondFactor),
    /// No such object, or the actor may not know that it exists.
    #[error("not found")]
    NotFound,
    /// The input cannot be taken; the reason says what to change.
    #[error("{field}: {reason}")]
    Invalid {
        /// The input's field.
        field: &'static str,
        /// What is wrong and what to do.
        reason: String,
    },
    /// The input's field names what another object has already.
    #[error("{reason}")]
    Taken {
        /// The input's field.
        field: &'static str,
        /// What has it and what to do.
        reason: String,
    },
    /// The object is in a state that does not allow it.
    #[error("{reason}")]
    Conflict {
        /// What is in the way and what to do.
        reason: String,
    },
    /// The object changed since the caller read it.
    #[error("this was changed by somebody else: read it again")]
    Stale,
    /// Too many calls.
    #[error("too many calls: try again in {retry_after_ms} ms")]
    TooMany {
        /// When the next call may succeed, in milliseconds from now.
        retry_after_ms: u64,
    },
    /// It was there and is no more: an expired link, a used invitation.
    #[error("this is no longer valid")]
    Gone,
    /// The channel or the server cannot do it.
    #[error("{reason}")]
    Unsupported {
        /// Why not, in a sentence for an operator.
        reason: String,
    },
    /// The quota for files or the disk is full.
    #[error("{reason}")]
    Full {
        /// Which one, and what to do.
        reason: String,
    },
    /// An earlier call with this key did it, and the actor may not see any more what it was done to.
    #[error("this was done by an earlier call, and you may no longer see what it was done to")]
    NoLongerVisible {
        /// The place of the earlier call's last event in the log.
        cursor: EventCursor,
    },
    /// A key that recognises a repeated call came with another input.
    #[error("this idempotency key was used with another input: make a new key")]
    KeyReused,
    /// The database.
    #[error(transparent)]
    Store(StoreError),
    /// A part of the server failed in a way that the caller cannot mend.
    #[error("{0}")]
    Internal(String),
}

impl DeskError {
    /// The stable code.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied(_) | Self::NotAllowed | Self::Forbidden { .. } => "FORBIDDEN",
            Self::SecondFactor(SecondFactor::Code) => "SECOND_FACTOR_REQUIRED",
            Self::SecondFactor(SecondFactor::FreshCode) => "SECOND_FACTOR_WRONG",
            Self::SecondFactor(SecondFactor::Setup) => "TOTP_SETUP_REQUIRED",
            Self::NotFound | Self::NoLongerVisible { .. } => "NOT_FOUND",
            Self::Invalid { .. } => "INVALID",
            Self::Conflict { .. } | Self::Taken { .. } => "CONFLICT",
            Self::Stale => "STALE_VERSION",
            Self::TooMany { .. } => "RATE_LIMITED",
            Self::Gone => "GONE",
            Self::Unsupported { .. } => "UNSUPPORTED",
            Self::Full { .. } | Self::Store(StoreError::Full) => "QUOTA_FULL",
            Self::KeyReused => "IDEMPOTENCY_KEY_REUSED",
            _ if self.is_passing() => "UNAVAILABLE",
            Self::Store(StoreError::InDoubt) => "IN_DOUBT",
            Self::Store(_) | Self::Internal(_) => "INTERNAL",
        }
    }

    /// Did the server itself fail: the cause belongs in the log, not in the answer.
    pub fn is_fault(&self) -> bool {
        match self {
            Self::Store(error) => !matches!(
                error,
                StoreError::Busy
                    | StoreError::Full
                    | StoreError::Unavailable(_)
                    | StoreError::InDoubt
            ),
            other => matches!(other, Self::Internal(_)),
        }
    }

    /// Was the database only not to be asked at the moment: asking again later may do.
    pub fn is_passing(&self) -> bool {
        matches!(self, Self::Store(StoreError::Busy | StoreError::Unavailable(_)))
    }

    /// May the actor not do this.
    pub fn is_refusal(&self) -> bool {
        matches!(self, Self::Denied(_) | Self::NotAllowed | Self::Forbidden { .. })
    }

    /// Is something in the way that is there already.
    pub fn is_conflict(&self) -> bool {
        matches!(
            self,
            Self::Conflict { .. } | Self::Taken { .. } | Self::Store(StoreError::Conflict(_))
        )
    }

    /// An input field that cannot be taken.
    pub fn invalid(field: &'static str, reason: impl Into<String>) -> Self {
        Self::Invalid { field, reason: reason.into() }
    }

    /// A state that does not allow it.
    pub fn conflict(reason: impl Into<String>) -> Self {
        Self::Conflict { reason: reason.into() }
    }

    /// Something that this actor may not do, whatever the permissions.
    pub fn forbidden(reason: impl Into<String>) -> Self {
        Self::Forbidden { reason: reason.into() }
    }

    /// Something the channel cannot do.
    pub fn unsupported(reason: impl Into<String>) -> Self {
        Self::Unsupported { reason: reason.into() }
    }
}

fn second_factor(missing: &SecondFactor) -> &'static str {
    match missing {
        SecondFactor::Code => {
            "sign in again with `code`: what your authenticator app shows, or a recovery code"
        }
        SecondFactor::FreshCode => {
            "this code is wrong, too old or used already: wait for the next one of your app"
        }
        SecondFactor::Setup => {
            "your role asks for an authenticator app: get a secret for it from /session/totp, or from \
             /session/oidc/totp behind an identity provider, then sign in with a code of it"
        }
    }
}

impl From<StoreError> for DeskError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound => Self::NotFound,
            other => Self::Store(other),
        }
    }
}

/// Rounded up: who waits as long as they are told is let in.
impl From<Empty> for DeskError {
    fn from(empty: Empty) -> Self {
        let retry_after_ms = u64::try_from(empty.wait.as_millis()).unwrap_or(u64::MAX);
        Self::TooMany { retry_after_ms: retry_after_ms.saturating_add(1) }
    }
}

impl From<InvalidTransition> for DeskError {
    fn from(refused: InvalidTransition) -> Self {
        Self::Conflict { reason: refused.to_string() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_may_do_later_is_asked_again() {
        let is_passing = |error: StoreError| DeskError::from(error).is_passing();
        assert!(is_passing(StoreError::Busy));
        assert!(is_passing(StoreError::Unavailable("gone".to_owned())));
        assert!(!is_passing(StoreError::InDoubt));
        assert!(!is_passing(StoreError::Database("damaged".to_owned())));
    }

    #[test]
    fn what_was_not_stored_and_what_may_be_have_codes_of_their_own() {
        let code = |error: StoreError| DeskError::from(error).code();
        assert_eq!(code(StoreError::Busy), "UNAVAILABLE");
        assert_eq!(code(StoreError::Unavailable("gone".to_owned())), "UNAVAILABLE");
        assert_eq!(code(StoreError::InDoubt), "IN_DOUBT");
        assert_eq!(code(StoreError::Full), "QUOTA_FULL");
        assert_eq!(code(StoreError::NotFound), "NOT_FOUND");
        assert_eq!(code(StoreError::Database("damaged".to_owned())), "INTERNAL");
    }
}
