//! Seals a message for one browser, as RFC 8291 says: with a key that the browser's public key, the secret that it
//! shares with this server and a key made for this message agree on, in one record of RFC 8188.

use crate::keys::mac;
use aws_lc_rs::aead::{AES_128_GCM, Aad, LessSafeKey, Nonce, UnboundKey};
use aws_lc_rs::agreement::{ECDH_P256, PrivateKey, UnparsedPublicKey, agree};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

/// Bytes of a salt.
const SALT_BYTES: usize = 16;
/// Bytes of a point of P-256 that is written out.
const POINT_BYTES: usize = 65;
/// Bytes of the secret that browser and server share.
const SECRET_BYTES: usize = 16;
/// Bytes of the key that seals.
const KEY_BYTES: usize = 16;
/// Bytes of the nonce.
const NONCE_BYTES: usize = 12;
/// Bytes of a record: all that is sealed is in one.
const RECORD_BYTES: u32 = 4_096;
/// Ends the last record.
const LAST: u8 = 2;

/// The message could not be sealed: the browser's key is no point of the curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NoKey;

/// For whom a message is sealed.
pub(super) struct Receiver {
    point: Vec<u8>,
    secret: Zeroizing<Vec<u8>>,
}

impl Receiver {
    /// Of what a browser's subscription has; else the field that it cannot have.
    pub(super) fn read(public_key: &str, secret: &str) -> Result<Self, &'static str> {
        // Browsers leave the padding out, some programs do not.
        let read = |word: &str| URL_SAFE_NO_PAD.decode(word.trim_end_matches('=')).ok();
        let point =
            read(public_key).filter(|point| point.len() == POINT_BYTES).ok_or("publicKey")?;
        let secret = read(secret).filter(|secret| secret.len() == SECRET_BYTES).ok_or("secret")?;
        Ok(Self { point, secret: Zeroizing::new(secret) })
    }

    /// The message, sealed with a key of its own.
    pub(super) fn seal(&self, message: &[u8]) -> Result<Vec<u8>, NoKey> {
        let own = PrivateKey::generate(&ECDH_P256).map_err(|_| NoKey)?;
        self.seal_with(&own, rand::random(), message)
    }

    fn seal_with(
        &self,
        own: &PrivateKey,
        salt: [u8; SALT_BYTES],
        message: &[u8],
    ) -> Result<Vec<u8>, NoKey> {
        let public = own.compute_public_key().map_err(|_| NoKey)?;
        let public = public.as_ref();
        let peer = UnparsedPublicKey::new(&ECDH_P256, self.point.as_slice());
        let shared =
            agree(own, peer, NoKey, |shared| Ok(Zeroizing::new(mac(&self.secret, &[shared]))))?;
        let info = [b"WebPush: info\0".as_slice(), &self.point, public, &[1]];
        let material = Zeroizing::new(mac(shared.as_slice(), &info));
        let random = Zeroizing::new(mac(&salt, &[material.as_slice()]));
        let key = Zeroizing::new(mac(random.as_slice(), &[b"Content-Encoding: aes128gcm\0", &[1]]));
        let nonce = mac(random.as_slice(), &[b"Content-Encoding: nonce\0", &[1]]);

        let key = UnboundKey::new(&AES_128_GCM, &key[..KEY_BYTES]).map_err(|_| NoKey)?;
        let nonce = Nonce::try_assume_unique_for_key(&nonce[..NONCE_BYTES]).map_err(|_| NoKey)?;
        let mut sealed = message.to_vec();
        sealed.push(LAST);
        LessSafeKey::new(key)
            .seal_in_place_append_tag(nonce, Aad::empty(), &mut sealed)
            .map_err(|_| NoKey)?;
        let length = u8::try_from(public.len()).map_err(|_| NoKey)?;
        let head = [salt.as_slice(), &RECORD_BYTES.to_be_bytes(), &[length], public];
        Ok([head.concat(), sealed].concat())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(word: &str) -> Vec<u8> {
        URL_SAFE_NO_PAD.decode(word).expect("base64url")
    }

    /// F80: RFC 8291, appendix A.
    #[test]
    fn the_example_of_the_rfc_is_sealed_as_it_says() {
        let receiver = Receiver::read(
            "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "BTBZMqHH6r4Tts7J_aSIgg",
        )
        .expect("a receiver");
        let own = bytes("yfWPiYE-n46HLnH0KqZOF1fJJU3MYrct3AELtAQ-oRw");
        let own = PrivateKey::from_private_key(&ECDH_P256, &own).expect("a private key");
        let salt: [u8; SALT_BYTES] = bytes("DGv6ra1nlYgDCS1FRnbzlw").try_into().expect("16 bytes");
        let message = b"When I grow up, I want to be a watermelon";
        let sealed = receiver.seal_with(&own, salt, message).expect("sealed");
        assert_eq!(
            URL_SAFE_NO_PAD.encode(sealed),
            "DGv6ra1nlYgDCS1FRnbzlwAAEABBBP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A_yl95bQpu6cVPTpK4Mqgkf1CXztLVBSt2Ks3oZwbuwXPXLWyouBWLVWGNWQexSgSxsj_Qulcy4a-fN"
        );
    }

    #[test]
    fn what_is_no_subscription_is_refused() {
        let point = URL_SAFE_NO_PAD.encode([4; POINT_BYTES]);
        let secret = URL_SAFE_NO_PAD.encode([7; SECRET_BYTES]);
        assert_eq!(Receiver::read("short", &secret).err(), Some("publicKey"));
        assert_eq!(Receiver::read(&point, "short").err(), Some("secret"));
        let receiver = Receiver::read(&point, &secret).expect("of the right lengths");
        assert_eq!(receiver.seal(b"").err(), Some(NoKey), "no point of the curve");
    }
}
