//! Message authentication codes and comparisons that take the same time whatever they are given.

use hmac::{Hmac, Mac, digest::KeyInit};
use sha1::Sha1;
use sha2::{Digest, Sha256, Sha512};
use subtle::ConstantTimeEq;

/// A hash for HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Algorithm {
    Sha1,
    Sha256,
    Sha512,
}

/// The HMAC of some data.
pub(crate) fn hmac(algorithm: Algorithm, secret: &[u8], data: &[u8]) -> Vec<u8> {
    match algorithm {
        Algorithm::Sha1 => tag::<Hmac<Sha1>>(secret, data),
        Algorithm::Sha256 => tag::<Hmac<Sha256>>(secret, data),
        Algorithm::Sha512 => tag::<Hmac<Sha512>>(secret, data),
    }
}

fn tag<M: Mac + KeyInit>(secret: &[u8], data: &[u8]) -> Vec<u8> {
    // Keys of any length are taken, so this has no other branch than the good one.
    match <M as Mac>::new_from_slice(secret) {
        Ok(mac) => mac.chain_update(data).finalize().into_bytes().to_vec(),
        Err(_) => Vec::new(),
    }
}

/// Is the tag the HMAC of the data.
pub(crate) fn is_hmac(algorithm: Algorithm, secret: &[u8], data: &[u8], candidate: &[u8]) -> bool {
    let expected = hmac(algorithm, secret, data);
    !expected.is_empty() && bool::from(expected.ct_eq(candidate))
}

/// Are both the same. Digests are compared, so that not even the length shows.
pub(crate) fn is_equal(left: &[u8], right: &[u8]) -> bool {
    let left: [u8; 32] = Sha256::digest(left).into();
    let right: [u8; 32] = Sha256::digest(right).into();
    left.ct_eq(&right).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    #[test]
    fn published_vectors_come_out() {
        let data = b"The quick brown fox jumps over the lazy dog";
        for (algorithm, expected) in [
            (Algorithm::Sha1, "de7c9b85b8b78aa6bc8a7a36f70a90701c9db4d9"),
            (Algorithm::Sha256, "f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8"),
        ] {
            assert_eq!(hex(&hmac(algorithm, b"key", data)), expected);
        }
        assert_eq!(hmac(Algorithm::Sha512, b"key", data).len(), 64);
    }

    #[test]
    fn a_tag_or_secret_that_differs_in_one_byte_is_refused() {
        let good = hmac(Algorithm::Sha256, b"key", b"data");
        assert!(is_hmac(Algorithm::Sha256, b"key", b"data", &good));
        let mut bad = good.clone();
        bad[31] ^= 1;
        assert!(!is_hmac(Algorithm::Sha256, b"key", b"data", &bad));
        assert!(!is_hmac(Algorithm::Sha256, b"key", b"data", &good[..31]));
        assert!(!is_hmac(Algorithm::Sha256, b"key", b"data", b""));
        assert!(is_equal(b"a", b"a") && !is_equal(b"a", b"b") && !is_equal(b"", b"a"));
    }
}
