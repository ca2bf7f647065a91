//! The instance's keys: seals the secrets of channels, signs links. All are derived from one key
//! file, which belongs to the database like a second half. It has a line for each key, of which the
//! first seals and signs, and all open; what is sealed names its key.

use crate::limits::{FILE_LINK_STEP_MS, KEYS_MAX};
use crate::{DeskError, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hmac::{Hmac, Mac};
use sha2::Sha256;
use std::collections::HashSet;
use switchboard_model::Timestamp;
use switchboard_model::connector::SecretBytes;
use zeroize::Zeroizing;

/// The first line of a key file: names the format. Lines of an id and a key follow.
const FILE_HEADER: &str = "switchboard-keys-1";
/// Bytes of a key's id.
const ID_BYTES: usize = 4;
/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// Bytes of a nonce of XChaCha20-Poly1305.
const NONCE_BYTES: usize = 24;

/// When a path ends that is signed now and valid for so long, or a little longer: the same within five minutes,
/// so that browsers cache what it leads to.
pub(crate) fn link_end(now: Timestamp, life_ms: i64) -> Timestamp {
    let end = now.plus_ms(life_ms).0;
    Timestamp(end - end.rem_euclid(FILE_LINK_STEP_MS) + FILE_LINK_STEP_MS)
}

/// The content is no key file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a key file of Switchboard: restore the file that was made with this database")]
pub struct KeysError;

/// The instance's keys, wiped when they are dropped.
pub struct Keys {
    /// Seals and signs.
    first: Key,
    /// Open what was sealed and signed before.
    others: Vec<Key>,
}

struct Key {
    id: u32,
    sealing: XChaCha20Poly1305,
    signing: Zeroizing<[u8; KEY_BYTES]>,
}

impl Key {
    /// The key of a line of the file.
    fn read(line: &str) -> Option<Self> {
        let (id, word) = line.split_once(' ')?;
        let id = (id.len() == 2 * ID_BYTES).then(|| u32::from_str_radix(id, 16).ok())??;
        let master = Zeroizing::new(URL_SAFE_NO_PAD.decode(word).ok()?);
        let derived = |purpose: &[u8]| Zeroizing::new(mac(&master, &[purpose]));
        (master.len() == KEY_BYTES).then(|| Self {
            id,
            sealing: XChaCha20Poly1305::new((&*derived(b"seal")).into()),
            signing: derived(b"sign"),
        })
    }

    fn tag(&self, purpose: &str, payload: &[u8]) -> [u8; KEY_BYTES] {
        mac(self.signing.as_slice(), &[purpose.as_bytes(), &[0], payload])
    }

    fn seal(&self, nonce: [u8; NONCE_BYTES], place: &str, secret: &[u8]) -> Result<Vec<u8>> {
        let payload = Payload { msg: secret, aad: place.as_bytes() };
        let sealed = self
            .sealing
            .encrypt(XNonce::from_slice(&nonce), payload)
            .map_err(|_| DeskError::Internal("a secret could not be sealed".into()))?;
        Ok([self.id.to_be_bytes().as_slice(), &nonce, &sealed].concat())
    }
}

impl Keys {
    /// The content of a new key file. Keep it readable by the server alone, and back it up with the
    /// database: without it the channels' secrets are lost.
    pub fn generate() -> String {
        format!("{FILE_HEADER}\n{:08x} {}\n", rand::random::<u32>(), random_word())
    }

    fn all(&self) -> impl Iterator<Item = &Key> {
        std::iter::once(&self.first).chain(&self.others)
    }

    /// The keys of a key file.
    ///
    /// # Errors
    /// `KeysError` for anything else.
    pub fn read(content: &str) -> Result<Self, KeysError> {
        let mut lines = content.lines().map(str::trim).filter(|line| !line.is_empty());
        if lines.next() != Some(FILE_HEADER) {
            return Err(KeysError);
        }
        let keys: Option<Vec<Key>> = lines.map(Key::read).collect();
        let keys = keys.filter(|keys| keys.len() <= KEYS_MAX).ok_or(KeysError)?;
        let ids: HashSet<u32> = keys.iter().map(|key| key.id).collect();
        if ids.len() < keys.len() {
            return Err(KeysError);
        }
        let mut keys = keys.into_iter();
        Ok(Self { first: keys.next().ok_or(KeysError)?, others: keys.collect() })
    }

    /// Seals a secret. It opens only with the same `place`, so that it cannot be moved to another row.
    ///
    /// # Errors
    /// `Internal` for a secret beyond all limits.
    pub fn seal(&self, place: &str, secret: &[u8]) -> Result<Vec<u8>> {
        self.first.seal(rand::random(), place, secret)
    }

    /// Like [`Keys::seal`], and alike for the same payload and place: whoever holds two can tell that they
    /// are the same, and nothing else. The nonce is made of both, so that none comes twice for two payloads.
    ///
    /// # Errors
    /// `Internal` for a payload beyond all limits.
    pub(crate) fn seal_alike(&self, place: &str, payload: &[u8]) -> Result<Vec<u8>> {
        let mut nonce = [0; NONCE_BYTES];
        nonce.copy_from_slice(&self.first.tag(place, payload)[..NONCE_BYTES]);
        self.first.seal(nonce, place, payload)
    }

    /// Opens a sealed secret.
    ///
    /// # Errors
    /// `Internal` when it was sealed with a key that the file lacks or for another place.
    pub fn unseal(&self, place: &str, sealed: &[u8]) -> Result<SecretBytes> {
        let (id, sealed) = sealed.split_first_chunk::<ID_BYTES>().ok_or_else(wrong_key)?;
        let id = u32::from_be_bytes(*id);
        let key = self.all().find(|key| key.id == id).ok_or_else(|| missing_key(id))?;
        let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(wrong_key)?;
        let payload = Payload { msg: sealed, aad: place.as_bytes() };
        let opened = key.sealing.decrypt(XNonce::from_slice(nonce), payload);
        opened.map(SecretBytes::new).map_err(|_| wrong_key())
    }

    /// A word that carries `payload` and proves that this instance made it for this purpose.
    pub(crate) fn sign(&self, purpose: &str, payload: &[u8]) -> String {
        let tag = self.first.tag(purpose, payload);
        URL_SAFE_NO_PAD.encode([tag.as_slice(), payload].concat())
    }

    /// The payload of a signed word; none when it was not made here for this purpose.
    pub(crate) fn verify(&self, purpose: &str, word: &str) -> Option<Vec<u8>> {
        let bytes = URL_SAFE_NO_PAD.decode(word).ok()?;
        let (tag, payload) = bytes.split_at_checked(KEY_BYTES)?;
        let is_signed = self.all().any(|key| {
            let expected = key.tag(purpose, payload);
            subtle::ConstantTimeEq::ct_eq(expected.as_slice(), tag).into()
        });
        is_signed.then(|| payload.to_vec())
    }
}

fn missing_key(id: u32) -> DeskError {
    DeskError::Internal(format!(
        "this secret is sealed with the key {id:08x}, which the key file does not have: restore the key \
         file that belongs to this database, or set the secret again"
    ))
}

fn wrong_key() -> DeskError {
    DeskError::Internal(
        "the instance's key does not open this secret: restore the key file that belongs to this \
         database, or set the secret again"
            .into(),
    )
}

/// HMAC-SHA256 over the parts in a row.
pub(crate) fn mac(key: &[u8], parts: &[&[u8]]) -> [u8; KEY_BYTES] {
    let mut mac = <Hmac<Sha256> as Mac>::new_from_slice(key)
        .unwrap_or_else(|_| unreachable!("HMAC takes keys of any length"));
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// 256 random bits as a URL-safe word of 43 characters.
pub fn random_word() -> String {
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
        assert_eq!(*keys.unseal("channel 1/token", &sealed).expect("opens"), *b"secret");
        assert!(keys.unseal("channel 2/token", &sealed).is_err());
        assert!(super::tests::keys().unseal("channel 1/token", &sealed).is_err());
        for length in 0..sealed.len() {
            assert!(keys.unseal("channel 1/token", &sealed[..length]).is_err(), "{length} bytes");
        }
    }

    #[test]
    fn the_same_is_sealed_alike_where_that_is_asked_for() {
        let keys = keys();
        let alike = |place: &str, payload: &[u8]| keys.seal_alike(place, payload).expect("sealed");
        assert_eq!(alike("visitor 1", b"place 7"), alike("visitor 1", b"place 7"));
        assert_ne!(alike("visitor 1", b"place 7"), alike("visitor 1", b"place 8"));
        assert_ne!(alike("visitor 1", b"place 7"), alike("visitor 2", b"place 7"));
        let sealed = alike("visitor 1", b"place 7");
        assert_eq!(*keys.unseal("visitor 1", &sealed).expect("opens"), *b"place 7");
        assert!(keys.unseal("visitor 2", &sealed).is_err());
    }

    #[test]
    fn the_first_key_seals_and_signs_and_all_open() {
        let line = |file: &str| file.lines().nth(1).expect("a key").to_owned();
        let (old, new) = (Keys::generate(), Keys::generate());
        let both = format!("{FILE_HEADER}\n{}\n{}\n", line(&new), line(&old));
        let [old, new, both] =
            [old, new, both].map(|file| Keys::read(&file).expect("a key file is read"));
        let (sealed, signed) = (old.seal("place", b"secret").expect("sealed"), old.sign("x", b"y"));
        assert_eq!(*both.unseal("place", &sealed).expect("opens"), *b"secret");
        assert_eq!(both.verify("x", &signed).as_deref(), Some(b"y".as_slice()));
        let again = both.seal("place", b"secret").expect("sealed");
        assert_eq!(*new.unseal("place", &again).expect("opens"), *b"secret");
        assert_eq!(new.verify("x", &both.sign("x", b"y")).as_deref(), Some(b"y".as_slice()));
        assert_eq!(new.verify("x", &signed), None);
        let error = new.unseal("place", &sealed).expect_err("its key was taken out").to_string();
        assert!(error.contains(&format!("{:08x}", old.first.id)), "{error}");
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
        let good = Keys::generate();
        let (header, line) = good.trim().split_once('\n').expect("a header and a key");
        let many: String = (0..=KEYS_MAX).map(|id| format!("{id:08x}{}\n", &line[8..])).collect();
        for content in [
            String::new(),
            "hunter2".to_owned(),
            line.to_owned(),
            header.to_owned(),
            format!("switchboard-keys-2\n{line}"),
            format!("{header}\n{line}\n{line}"),
            format!("{header}\n{}", &line[1..]),
            format!("{header}\n{}", &line[..line.len() - 1]),
            format!("{header}\n{line}\nhunter2"),
            format!("{header}\n{many}"),
        ] {
            assert!(Keys::read(&content).is_err(), "{content:?} was taken");
        }
    }
}
