//! Reads the identity that a host page signed: a JWT, HS256, with the channel's secret.

use crate::limits::{
    IDENTITY_CLAIM_MAX_CHARACTERS, IDENTITY_SUBJECT_MAX_CHARACTERS, IDENTITY_TOKEN_LEEWAY_MS,
    IDENTITY_TOKEN_MAX_BYTES, IDENTITY_TOKEN_MAX_MS,
};
use crate::{DeskError, Result};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde::Deserialize;
use switchboard_model::Timestamp;

/// What the host page says of its user. Claims that are not named here are not read.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub(super) struct Claims {
    /// The user's id in the company's own product.
    pub(super) sub: String,
    /// Seconds since 1970.
    exp: i64,
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) role: Option<String>,
}

/// The claims of a token.
pub(super) fn read(token: &str, secret: &[u8], now: Timestamp) -> Result<Claims> {
    let refuse = |reason: &str| DeskError::invalid("identity", reason);
    if token.len() > IDENTITY_TOKEN_MAX_BYTES {
        return Err(refuse("is longer than 4 KiB"));
    }
    let mut validation = Validation::new(Algorithm::HS256);
    validation.set_required_spec_claims(&["exp", "sub"]);
    // Checked below, by the clock of the server.
    validation.validate_exp = false;
    validation.validate_aud = false;
    let decoded = decode::<Claims>(token, &DecodingKey::from_secret(secret), &validation)
        .map_err(|_| refuse("is not a token that this channel's identity secret signed (HS256)"))?;
    let mut claims = decoded.claims;
    let expires_at = Timestamp(claims.exp.saturating_mul(1000));
    if expires_at.since_ms(now) <= -IDENTITY_TOKEN_LEEWAY_MS {
        return Err(refuse("has expired: the page must ask for a new one"));
    }
    if expires_at.since_ms(now) > IDENTITY_TOKEN_MAX_MS + IDENTITY_TOKEN_LEEWAY_MS {
        return Err(refuse("is valid for over 24 hours: sign shorter ones"));
    }
    if claims.sub.is_empty() || claims.sub.chars().count() > IDENTITY_SUBJECT_MAX_CHARACTERS {
        return Err(refuse("sub has 1 to 200 characters"));
    }
    for claim in [&mut claims.name, &mut claims.email, &mut claims.phone, &mut claims.role] {
        *claim = claim.take().map(|text| clean(&text)).filter(|text| !text.is_empty());
    }
    Ok(claims)
}

fn clean(text: &str) -> String {
    let printable = text.trim().chars().filter(|letter| !letter.is_control());
    printable.take(IDENTITY_CLAIM_MAX_CHARACTERS).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jsonwebtoken::{EncodingKey, Header, encode};
    use serde_json::{Value, json};

    const SECRET: &[u8] = b"0123456789abcdef0123456789abcdef";
    const NOW: Timestamp = Timestamp(1_800_000_000_000);

    fn token(claims: &Value, algorithm: Algorithm, secret: &[u8]) -> String {
        encode(&Header::new(algorithm), claims, &EncodingKey::from_secret(secret)).expect("signed")
    }

    #[test]
    fn a_good_token_is_read() {
        let claims = json!({"sub": "42", "exp": 1_800_000_600, "name": " Ana\n", "email": ""});
        let read = read(&token(&claims, Algorithm::HS256, SECRET), SECRET, NOW).expect("read");
        assert_eq!(
            (read.sub.as_str(), read.name.as_deref(), read.email),
            ("42", Some("Ana"), None)
        );
    }

    #[test]
    fn bad_tokens_are_refused() {
        let good = json!({"sub": "42", "exp": 1_800_000_600});
        let hs256 = |claims: &Value| token(claims, Algorithm::HS256, SECRET);
        let none = "eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiI0MiIsImV4cCI6MTgwMDAwMDYwMH0.";
        for (what, token) in [
            ("another secret", token(&good, Algorithm::HS256, b"another secret")),
            ("another algorithm", token(&good, Algorithm::HS512, SECRET)),
            ("no signature", none.to_owned()),
            ("expired", hs256(&json!({"sub": "42", "exp": 1_799_999_900}))),
            ("no expiry", hs256(&json!({"sub": "42"}))),
            ("too long", hs256(&json!({"sub": "42", "exp": 1_800_090_000}))),
            ("no subject", hs256(&json!({"exp": 1_800_000_600}))),
            ("an empty subject", hs256(&json!({"sub": "", "exp": 1_800_000_600}))),
            ("garbage", "a.b.c".to_owned()),
        ] {
            assert!(read(&token, SECRET, NOW).is_err(), "{what} was taken");
        }
    }
}
