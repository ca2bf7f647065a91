//! Which failure goes where: what the user can mend is a `UserError` in the payload; permissions, limits
//! and faults of the server are top-level errors with `extensions.code`.

use crate::choice::name;
use async_graphql::{Enum, Error, ErrorExtensions, SimpleObject};
use switchboard_desk::DeskError;
use switchboard_model::Permission;

/// What kind of mistake it is.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum UserErrorCode {
    /// A field of the input cannot be taken; `path` names it.
    Invalid,
    /// There is no such object, or you may not know of it.
    NotFound,
    /// The object is in a state that does not allow this.
    Conflict,
    /// The object changed since you read it; the payload holds it as it is now.
    StaleVersion,
    /// This `clientMutationId` was used before with another input: make a new one.
    IdempotencyKeyReused,
    /// A link or an upload that has expired.
    Gone,
    /// The channel cannot do this.
    Unsupported,
    /// The quota for files is full.
    QuotaFull,
}

/// A mistake that you can mend.
#[derive(Clone, Debug, SimpleObject)]
pub struct UserError {
    /// What kind of mistake it is.
    pub code: UserErrorCode,
    /// What is wrong and what to do, in a sentence.
    pub message: String,
    /// The way to the field of the input; absent when it is about no single field.
    pub path: Option<Vec<String>>,
}

/// A top-level error with a stable code.
pub fn coded(code: &'static str, message: impl Into<String>) -> Error {
    Error::new(message).extend_with(|_, extensions| extensions.set("code", code))
}

/// Nobody is signed in.
pub fn unauthenticated() -> Error {
    coded("UNAUTHENTICATED", "Sign in, or pass an API token, to do this.")
}

/// This permission is missing.
pub fn lacking(permission: Permission) -> Error {
    top_level(DeskError::Denied(permission))
}

/// The argument cannot be taken.
pub fn invalid(message: impl Into<String>) -> Error {
    coded("INVALID", message)
}

/// A failure of the desk as a top-level error. The causes of internal ones go to the log only.
pub fn top_level(error: DeskError) -> Error {
    let code = error.code();
    match &error {
        DeskError::TooMany { retry_after_ms } => {
            let retry_after_ms = *retry_after_ms;
            coded(code, error.to_string())
                .extend_with(|_, extensions| extensions.set("retryAfterMs", retry_after_ms))
        }
        DeskError::Denied(permission) => {
            let permission = name(*permission);
            coded(code, format!("You lack the permission {permission}: ask an admin for it."))
                .extend_with(|_, extensions| extensions.set("permission", permission.as_ref()))
        }
        _ if error.is_fault() => {
            tracing::error!(error = %error, "a request failed inside");
            coded(code, "Something failed on the server; it was logged. Try again.")
        }
        _ => coded(code, error.to_string()),
    }
}

/// A failure of a command: something the user can mend, or a top-level error.
pub fn user_error(error: DeskError) -> Result<UserError, Error> {
    let code = match &error {
        DeskError::Invalid { .. } => UserErrorCode::Invalid,
        DeskError::NotFound | DeskError::NoLongerVisible { .. } => UserErrorCode::NotFound,
        _ if error.is_conflict() => UserErrorCode::Conflict,
        DeskError::Stale => UserErrorCode::StaleVersion,
        DeskError::KeyReused => UserErrorCode::IdempotencyKeyReused,
        DeskError::Gone => UserErrorCode::Gone,
        DeskError::Unsupported { .. } => UserErrorCode::Unsupported,
        DeskError::Full { .. } => UserErrorCode::QuotaFull,
        DeskError::Conflict { .. }
        | DeskError::Taken { .. }
        | DeskError::Denied(_)
        | DeskError::NotAllowed
        | DeskError::Forbidden { .. }
        | DeskError::SecondFactor(_)
        | DeskError::TooMany { .. }
        | DeskError::Store(_)
        | DeskError::Internal(_) => return Err(top_level(error)),
    };
    let (message, path) = match error {
        DeskError::Invalid { field, reason } | DeskError::Taken { field, reason } => {
            (reason, path(field))
        }
        DeskError::KeyReused => (error.to_string(), path("clientMutationId")),
        DeskError::Stale => (error.to_string(), path("expectedVersion")),
        DeskError::Store(_) => ("This conflicts with something that is there.".to_owned(), None),
        other => (other.to_string(), None),
    };
    Ok(UserError { code, message, path })
}

/// The way to a field of the input.
fn path(field: &str) -> Option<Vec<String>> {
    Some(vec!["input".to_owned(), camel_case(field)])
}

fn camel_case(field: &str) -> String {
    let mut words = field.split('_');
    let mut name = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        name.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        name.extend(letters);
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_of_the_desk_are_named_as_in_the_schema() {
        assert_eq!(camel_case("reopen_within_ms"), "reopenWithinMs");
        assert_eq!(camel_case("name"), "name");
    }

    #[test]
    fn lacking_a_permission_is_no_mistake_that_the_user_can_mend() {
        let refused = user_error(DeskError::Denied(Permission::ChatReadAll)).unwrap_err();
        let named = refused.extensions.and_then(|extensions| extensions.get("permission").cloned());
        assert_eq!(named, Some("CHAT_READ_ALL".into()));
        assert_eq!(user_error(DeskError::Stale).unwrap().code, UserErrorCode::StaleVersion);
    }
}
