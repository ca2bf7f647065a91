//! Hashes and checks passwords: argon2id with the parameters that OWASP recommends (19 MiB, 2 passes,
//! 1 lane). Done on the blocking pool, a few at a time.

use crate::limits::{
    HASH_LANES, HASH_MEMORY_KIB, HASH_PASSES, PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARACTERS,
};
use crate::{DeskError, Result};
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use std::sync::OnceLock;

fn hasher() -> Result<Argon2<'static>> {
    let parameters = Params::new(HASH_MEMORY_KIB, HASH_PASSES, HASH_LANES, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

fn broken(error: impl std::fmt::Display) -> DeskError {
    DeskError::Internal(format!("passwords cannot be hashed: {error}"))
}

/// Is this a password that may be set.
pub(super) fn check_new(field: &'static str, password: &str) -> Result<()> {
    if password.chars().count() < PASSWORD_MIN_CHARACTERS {
        let reason =
            format!("has fewer than {PASSWORD_MIN_CHARACTERS} characters: take a longer one");
        return Err(DeskError::invalid(field, reason));
    }
    if password.len() > PASSWORD_MAX_BYTES {
        let reason = format!("is longer than {PASSWORD_MAX_BYTES} bytes");
        return Err(DeskError::invalid(field, reason));
    }
    Ok(())
}

/// The hash of a password in PHC form. Blocks for tens of milliseconds.
pub(super) fn hash(password: &str) -> Result<String> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = hasher()?.hash_password(password.as_bytes(), &salt).map_err(broken)?;
    Ok(hash.to_string())
}

/// Is this the password behind the hash. Costs the same without a hash, so that nobody learns who
/// is there. Blocks for tens of milliseconds.
pub(super) fn verify(password: &str, hash: Option<&str>) -> Result<bool> {
    if password.len() > PASSWORD_MAX_BYTES {
        return Ok(false);
    }
    let stored = match hash {
        Some(hash) => hash,
        None => nobody()?,
    };
    let parsed = PasswordHash::new(stored).map_err(broken)?;
    let is_right = hasher()?.verify_password(password.as_bytes(), &parsed).is_ok();
    Ok(is_right && hash.is_some())
}

/// The hash that stands in for those who are not there.
fn nobody() -> Result<&'static str> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODY.get() {
        return Ok(hash);
    }
    let made = hash(&crate::keys::random_word())?;
    Ok(NOBODY.get_or_init(|| made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parameters_stand_in_the_hash() {
        let stored = hash("correct horse").expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        assert!(verify("correct horse", Some(&stored)).expect("checked"));
        assert!(!verify("correct horsf", Some(&stored)).expect("checked"));
        assert!(!verify("correct horse", None).expect("checked"));
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert!(check_new("password", "123456789").is_err());
        assert!(check_new("password", "1234567890").is_ok());
        assert!(check_new("password", &"x".repeat(PASSWORD_MAX_BYTES + 1)).is_err());
    }
}
