//! Why nobody was signed in by the identity provider, each with what to do.

/// Why nobody was signed in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OidcError {
    /// The provider cannot be asked, or answers otherwise than the standard has it. For those who run the server.
    #[error("{0}")]
    Provider(String),
    /// The provider has refused the sign-in.
    #[error("the identity provider has refused ({0}): sign in again, or ask who runs it")]
    Refused(String),
    /// What a browser has brought answers nothing that it has asked.
    #[error(
        "this answers no sign-in that this browser has begun, or came too late: sign in again, at \
         /session/oidc"
    )]
    Foreign,
    /// The provider's token says nothing of this sign-in.
    #[error(
        "the identity provider's token cannot be taken: {0}; sign in again, and where it stays so, let an \
         admin check the clocks, sign_in.oidc_issuer and sign_in.oidc_client_id"
    )]
    Token(&'static str),
    /// A path to return to that is none of this server.
    #[error(
        "returnTo: write a path of this server such as /chats, of up to 512 printable ASCII characters"
    )]
    ReturnTo,
}

impl OidcError {
    /// A refusal by the code that the provider gives for it. What is no such code (RFC 6749, 4.1.2.1) is not told.
    pub(super) fn refused(code: &str) -> Self {
        let is_code = (1..=64).contains(&code.len())
            && code.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'_');
        Self::Refused(if is_code { code.to_owned() } else { "without a reason".to_owned() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_code_is_told() {
        assert_eq!(OidcError::refused("access_denied"), OidcError::Refused("access_denied".into()));
        for text in ["", "<b>", "call 555", &"a".repeat(65)] {
            assert_eq!(OidcError::refused(text), OidcError::Refused("without a reason".into()));
        }
    }
}
