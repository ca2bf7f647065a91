//! The secrets of sessions, tokens and links: 256 random bits behind a prefix that tells the kind.

use crate::keys::random_word;
use sha2::{Digest, Sha256};

/// Characters of a secret: the prefix and 256 bits in base 64.
const SECRET_LENGTH: usize = 4 + 43;

/// What a secret opens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum SecretKind {
    OperatorSession,
    VisitorSession,
    Token,
    Invitation,
}

impl SecretKind {
    fn prefix(self) -> &'static str {
        match self {
            Self::OperatorSession => "sbs_",
            Self::VisitorSession => "sbv_",
            Self::Token => "sbt_",
            Self::Invitation => "sbi_",
        }
    }

    /// What this secret would open; none for what is no secret of ours.
    pub(crate) fn of(secret: &str) -> Option<Self> {
        if secret.len() != SECRET_LENGTH {
            return None;
        }
        [Self::OperatorSession, Self::VisitorSession, Self::Token, Self::Invitation]
            .into_iter()
            .find(|kind| secret.starts_with(kind.prefix()))
    }
}

/// A new secret.
pub(crate) fn new_secret(kind: SecretKind) -> String {
    format!("{}{}", kind.prefix(), random_word())
}

/// What is stored of a secret: its SHA-256 in hex. The secrets are random, so that no salt is needed.
pub(crate) fn hash(secret: &str) -> String {
    hex(&Sha256::digest(secret))
}

/// Bytes in lower-case hex.
pub(crate) fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    bytes
        .iter()
        .flat_map(|byte| [DIGITS[usize::from(byte >> 4)], DIGITS[usize::from(byte & 15)]])
        .map(char::from)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_tells_its_kind_and_nothing_else_does() {
        for kind in [
            SecretKind::OperatorSession,
            SecretKind::VisitorSession,
            SecretKind::Token,
            SecretKind::Invitation,
        ] {
            assert_eq!(SecretKind::of(&new_secret(kind)), Some(kind));
        }
        for word in ["", "sbt_", "sbx_0123456789012345678901234567890123456789012", "sbt_short"] {
            assert_eq!(SecretKind::of(word), None, "{word}");
        }
    }

    #[test]
    fn the_hash_is_the_known_one() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
