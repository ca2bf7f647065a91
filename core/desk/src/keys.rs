//! The instance's keys: seals the secrets of channels, signs links. All are derived from one key
//! file, which belongs to the database like a second half.

use crate::{DeskError, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// What stands before the key in its file: names the format.
const FILE_PREFIX: &str = "switchboard-key-1:";
/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// Bytes of a nonce of XChaCha20-Poly1305.
const NONCE_BYTES: usize = 24;

/// The content is no key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key file of Switchboard: restore the file that was made with this database")]
pub struct KeysError;

/// The instance's keys.
pub struct Keys {
    sealing: XChaCha20Poly1305,
    signing: [u8; KEY_BYTES],
}

impl Keys {
    /// The content of a new key file. Keep it readable by the server alone, and back it up with the
    /// database: without it the channels' secrets are lost.
    pub fn generate() -> String {
        format!("{FILE_PREFIX}{}\n", random_word())
    }

    /// The keys of a key file.
    ///
    /// # Errors
    /// `KeysError` for anything else.
    pub fn read(content: &str) -> Result<Self, KeysError> {
        let word = content.trim().strip_prefix(FILE_PREFIX).ok_or(KeysError)?;
        let master = URL_SAFE_NO_PAD.decode(word).map_err(|_| KeysError)?;
        if master.len() != KEY_BYTES {
            return Err(KeysError);
        }
        let sealing = mac(&master, &[b"seal"]);
        Ok(Self {
            sealing: XChaCha20Poly1305::new((&sealing).into()),
            signing: mac(&master, &[b"sign"]),
        })
    }

    /// Seals a secret. It opens only with the same `place`, so that it cannot be moved to another row.
    ///
    /// # Errors
    /// `Internal` for a secret beyond all limits.
    pub fn seal(&self, place: &str, secret: &[u8]) -> Result<Vec<u8>> {
        let nonce: [u8; NONCE_BYTES] = rand::random();
        let payload = Payload { msg: secret, aad: place.as_bytes() };
        let sealed = self
            .sealing
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| DeskError::Internal("a secret could not be sealed".into()))?;
        Ok([nonce.as_slice(), &sealed].concat())
    }

    /// Opens a sealed secret.
    ///
    /// # Errors
    /// `Internal` when it was sealed with another key or for another place.
    pub fn unseal(&self, place: &str, sealed: &[u8]) -> Result<Vec<u8>> {
        let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(wrong_key)?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        self.sealing.decrypt(XNonce::from_slice(nonce), payload).map_err(|_| wrong_key())
    }

    /// A word that carries `payload` and proves that this instance made it for this purpose.
    pub(crate) fn sign(&self, purpose: &str, payload: &[u8]) -> String {
        let tag = mac(&self.signing, &[purpose.as_bytes(), &[0], payload]);
        URL_SAFE_NO_PAD.encode([tag.as_slice(), payload].concat())
    }

    /// The payload of a signed word; none when it was not made here for this purpose.
    pub(crate) fn verify(&self, purpose: &str, word: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(word).ok()?;
        let (tag, payload) = bytes.split_at_checked(KEY_BYTES)?;
        let expected = mac(&self.signing, &[purpose.as_bytes(), &[0], payload]);
        let is_equal: bool = subtle::ConstantTimeEq::ct_eq(expected.as_slice(), tag).into();
        is_equal.then(|| payload.to_vec())
    }
}

fn wrong_key() -> DeskError {
    DeskError::Internal(
        "the instance's key does not open this secret: restore the key file that belongs to this \
         database, or set the secret again"
            .into(),
    )
}

/// HMAC-SHA256 over the parts in a row.
fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key)
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// 256 random bits as a URL-safe word of 43 characters.
pub(crate) fn random_word() -> String {
    let bytes: [u8; KEY_BYTES] = rand::random();
    URL_SAFE_NO_PAD.encode(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::read(&Keys::generate()).expect("a generated file is read")
    }

    #[test]
    fn a_sealed_secret_opens_only_at_its_place_and_with_its_key() {
        let keys = keys();
        let sealed = keys.seal("channel 1/token", b"secret").expect("sealed");
        assert!(!sealed.windows(6).any(|window| window == b"secret"));
        assert_eq!(keys.unseal("channel 1/token", &sealed).expect("opens"), b"secret");
        assert!(keys.unseal("channel 2/token", &sealed).is_err());
        assert!(super::tests::keys().unseal("channel 1/token", &sealed).is_err());
        assert!(keys.unseal("channel 1/token", &sealed[..10]).is_err());
    }

    #[test]
    fn a_signed_word_is_bound_to_purpose_and_payload() {
        let keys = keys();
        let word = keys.sign("upload", b"payload");
        assert_eq!(keys.verify("upload", &word).as_deref(), Some(b"payload".as_slice()));
        assert_eq!(keys.verify("download", &word), None);
        let mut forged = URL_SAFE_NO_PAD.decode(&word).expect("base64");
        let last = forged.len() - 1;
        forged[last] ^= 1;
        assert_eq!(keys.verify("upload", &URL_SAFE_NO_PAD.encode(forged)), None);
        assert_eq!(keys.verify("upload", "abc"), None);
    }

    #[test]
    fn other_files_are_refused() {
        for content in ["", "switchboard-key-1:abc", "hunter2", "switchboard-key-2:AAAA"] {
            assert!(Keys::read(content).is_err(), "{content:?} was taken");
        }
    }
}
