//! A secret in memory.

use std::{fmt, ops::Deref};
use zeroize::Zeroizing;

/// The bytes of a secret: wiped when they are dropped, and never shown.
#[derive(Clone)]
pub struct SecretBytes(Zeroizing<Vec<u8>>);

impl SecretBytes {
    /// Takes the bytes over.
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self(Zeroizing::new(bytes))
    }
}

impl Deref for SecretBytes {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for SecretBytes {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("(secret)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_is_used_and_not_shown() {
        let secret = SecretBytes::new(b"hunter2".to_vec());
        assert_eq!(*secret, *b"hunter2");
        assert_eq!(format!("{secret:?}"), "(secret)");
    }
}
