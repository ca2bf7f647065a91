//! Hashes and checks passwords: argon2id with the parameters that OWASP recommends (19 MiB, 2 passes,
//! 1 lane). Done on the threads of `hashing`, in memory that they use again.

use crate::limits::{
    HASH_LANES, HASH_MEMORY_KIB, HASH_PASSES, PASSWORD_MAX_BYTES, PASSWORD_MIN_CHARACTERS,
};
use crate::{DeskError, Result};
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{Output, ParamsString, PasswordHash, Salt, SaltString};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use std::sync::OnceLock;

/// Where hashes are computed, kept from one to the next.
#[derive(Default)]
pub(crate) struct Memory(Vec<Block>);

impl Memory {
    /// The hash of a password. What was computed here before is written over.
    fn hash(&mut self, hasher: &Argon2<'_>, password: &str, salt: Salt<'_>) -> Result<Output> {
        let blocks = hasher.params().block_count();
        if self.0.len() < blocks {
            self.0.resize(blocks, Block::new());
        }
        let mut buffer = [0; Salt::MAX_LENGTH];
        let salt = salt.decode_b64(&mut buffer).map_err(broken)?;
        let length = hasher.params().output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN);
        Output::init_with(length, |output| {
            let memory = self.0.as_mut_slice();
            hasher.hash_password_into_with_memory(password.as_bytes(), salt, output, memory)?;
            Ok(())
        })
        .map_err(broken)
    }
}

fn hasher() -> Result<Argon2<'static>> {
    let parameters = Params::new(HASH_MEMORY_KIB, HASH_PASSES, HASH_LANES, None).map_err(broken)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters))
}

/// The hasher that made a stored hash.
fn hasher_of(stored: &PasswordHash<'_>) -> Result<Argon2<'static>> {
    let algorithm = Algorithm::try_from(stored.algorithm).map_err(broken)?;
    let version = stored.version.map(Version::try_from).transpose().map_err(broken)?;
    let parameters = Params::try_from(stored).map_err(broken)?;
    Ok(Argon2::new(algorithm, version.unwrap_or_default(), parameters))
}

fn broken(error: impl std::fmt::Display) -> DeskError {
    DeskError::Internal(format!("passwords cannot be hashed: {error}"))
}

/// Is this a password that may be set.
pub(crate) fn check_new(field: &'static str, password: &str) -> Result<()> {
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

/// The hash of a password in PHC form. Takes tens of milliseconds.
pub(crate) fn hash(memory: &mut Memory, password: &str) -> Result<String> {
    let (hasher, salt) = (hasher()?, SaltString::generate(&mut OsRng));
    let hash = PasswordHash {
        algorithm: Algorithm::Argon2id.ident(),
        version: Some(Version::V0x13.into()),
        params: ParamsString::try_from(hasher.params()).map_err(broken)?,
        salt: Some(salt.as_salt()),
        hash: Some(memory.hash(&hasher, password, salt.as_salt())?),
    };
    Ok(hash.to_string())
}

/// Is this the password behind the hash. Costs the same without a hash, so that nobody learns who
/// is there. Takes tens of milliseconds.
pub(super) fn verify(memory: &mut Memory, password: &str, hash: Option<&str>) -> Result<bool> {
    if password.len() > PASSWORD_MAX_BYTES {
        return Ok(false);
    }
    let stored = match hash {
        Some(hash) => hash,
        None => nobody(memory)?,
    };
    let stored = PasswordHash::new(stored).map_err(broken)?;
    let (Some(salt), Some(expected)) = (stored.salt, stored.hash) else {
        return Err(broken("a stored hash is cut off"));
    };
    // Two outputs are compared in constant time.
    let is_right = memory.hash(&hasher_of(&stored)?, password, salt)? == expected;
    Ok(is_right && hash.is_some())
}

/// The hash that stands in for those who are not there.
fn nobody(memory: &mut Memory) -> Result<&'static str> {
    static NOBODY: OnceLock<String> = OnceLock::new();
    if let Some(hash) = NOBODY.get() {
        return Ok(hash);
    }
    let made = hash(memory, &crate::keys::random_word())?;
    Ok(NOBODY.get_or_init(|| made))
}

#[cfg(test)]
mod tests {
    use super::*;
    use argon2::PasswordHasher;

    #[test]
    fn the_parameters_stand_in_the_hash_and_the_memory_is_used_again() {
        let mut memory = Memory::default();
        let stored = hash(&mut memory, "correct horse").expect("hashed");
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{stored}");
        let place = memory.0.as_ptr();
        for (password, stored, is_right) in [
            ("correct horse", Some(&*stored), true),
            ("correct horsf", Some(&*stored), false),
            ("correct horse", None, false),
        ] {
            let verified = verify(&mut memory, password, stored).expect("checked");
            assert_eq!(verified, is_right, "{password}");
        }
        let kib = memory.0.len() * Block::SIZE / 1_024;
        assert_eq!((memory.0.as_ptr(), kib), (place, HASH_MEMORY_KIB as usize));
    }

    #[test]
    fn a_hash_of_other_parameters_is_still_known() {
        let mut memory = Memory::default();
        let parameters = Params::new(64, 3, HASH_LANES, None).expect("parameters");
        let hasher = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
        let salt = SaltString::generate(&mut OsRng);
        let stored = PasswordHasher::hash_password(&hasher, b"correct horse", &salt);
        let stored = stored.expect("hashed").to_string();
        assert!(verify(&mut memory, "correct horse", Some(&stored)).expect("checked"));
        assert!(!verify(&mut memory, "correct horsf", Some(&stored)).expect("checked"));
    }

    #[test]
    fn short_and_endless_passwords_are_refused() {
        assert!(check_new("password", "123456789").is_err());
        assert!(check_new("password", "1234567890").is_ok());
        assert!(check_new("password", &"x".repeat(PASSWORD_MAX_BYTES + 1)).is_err());
    }
}
