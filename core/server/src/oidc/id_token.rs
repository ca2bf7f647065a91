//! Checks what an identity provider has signed about somebody (OpenID Connect Core 3.1.3.7): by a key of its own, as
//! this issuer, for this server, for this very sign-in, and for now.

use crate::limits::{OIDC_LEEWAY_MS, OIDC_TOKEN_BYTES};
use jsonwebtoken::{
    Algorithm, DecodingKey, Header, Validation, decode, decode_header,
    jwk::{Jwk, KeyAlgorithm, PublicKeyUse},
};
use serde_json::{Map, Value};
use switchboard_desk::limits::{FIELD_MAX_CHARACTERS, NAME_MAX_CHARACTERS, SUBJECT_MAX_BYTES};
use switchboard_model::Timestamp;

/// Signatures by a key pair. One by a shared secret could be made by whoever has that.
const SIGNATURES: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// What a token has to say.
pub(super) struct Expected<'a> {
    pub(super) issuer: &'a str,
    pub(super) client_id: &'a str,
    pub(super) nonce: &'a str,
    pub(super) now: Timestamp,
}

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Unverified {
    /// It is signed with a key that is not among those that are known.
    UnknownKey,
    /// Anything else.
    Invalid(&'static str),
}

impl Unverified {
    pub(super) fn reason(self) -> &'static str {
        match self {
            Self::UnknownKey => "it is signed with none of the provider's keys",
            Self::Invalid(reason) => reason,
        }
    }
}

/// What a provider tells about somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Profile {
    pub(super) subject: String,
    pub(super) email: Option<String>,
    pub(super) is_email_verified: bool,
    pub(super) name: Option<String>,
}

impl Profile {
    /// Of claims.
    pub(super) fn of(claims: &Map<String, Value>) -> Result<Self, &'static str> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let subject = text("sub").filter(|sub| (1..=SUBJECT_MAX_BYTES).contains(&sub.len()));
        // Some write the word instead of the value.
        let is_email_verified = match claims.get("email_verified") {
            Some(Value::Bool(is_verified)) => *is_verified,
            Some(Value::String(word)) => word == "true",
            _ => false,
        };
        // One that is cut would be another's.
        let email = text("email").filter(|email| email.len() <= FIELD_MAX_CHARACTERS);
        Ok(Self {
            subject: subject.ok_or("it has no sub of 1 to 255 bytes")?.to_owned(),
            email: email.map(str::to_owned),
            is_email_verified,
            name: text("name").map(|name| name.chars().take(NAME_MAX_CHARACTERS).collect()),
        })
    }
}

/// Whom the token is about.
pub(super) fn check(
    token: &str,
    keys: &[Jwk],
    expected: &Expected<'_>,
) -> Result<Profile, Unverified> {
    let claims = signed(token, keys)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let require = |holds: bool, reason: &'static str| {
        if holds { Ok(()) } else { Err(Unverified::Invalid(reason)) }
    };
    require(text("iss") == Some(expected.issuer), "it is of another issuer")?;
    let audience: Vec<&str> = match claims.get("aud") {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one.as_str()],
        _ => Vec::new(),
    };
    require(audience.contains(&expected.client_id), "it is for another than this server")?;
    let party = claims.get("azp").map(|azp| azp.as_str() == Some(expected.client_id));
    require(party.unwrap_or(audience.len() == 1), "it was given to another than this server")?;
    require(text("nonce") == Some(expected.nonce), "it is of another sign-in")?;
    let left_ms = |name: &str| time(&claims, name).map(|at| at.since_ms(expected.now));
    let has_expired = left_ms("exp").is_none_or(|left_ms| left_ms <= -OIDC_LEEWAY_MS);
    require(!has_expired, "it has expired")?;
    require(
        left_ms("iat").is_some_and(|left_ms| left_ms <= OIDC_LEEWAY_MS),
        "it is of the future",
    )?;
    let is_begun = left_ms("nbf").is_none_or(|left_ms| left_ms <= OIDC_LEEWAY_MS);
    require(is_begun, "it is not valid yet")?;
    Profile::of(&claims).map_err(Unverified::Invalid)
}

/// The claims of a token that one of these keys has signed.
fn signed(token: &str, keys: &[Jwk]) -> Result<Map<String, Value>, Unverified> {
    if token.len() > OIDC_TOKEN_BYTES {
        return Err(Unverified::Invalid("it is too long"));
    }
    let header = decode_header(token).map_err(|_| Unverified::Invalid("it is not signed"))?;
    if !SIGNATURES.contains(&header.alg) {
        return Err(Unverified::Invalid("it is not signed with a key pair"));
    }
    // Whoever knows none of the extensions that are named there has to refuse the token (RFC 7515, 4.1.11).
    if header.crit.is_some() {
        return Err(Unverified::Invalid(
            "it has a header with crit, of which nothing is known here",
        ));
    }
    let key = key_of(&header, keys)?;
    // What it says is checked by the server's own clock.
    let mut validation = Validation::new(header.alg);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let decoded = decode::<Map<String, Value>>(token, &key, &validation);
    decoded
        .map(|decoded| decoded.claims)
        .map_err(|_| Unverified::Invalid("its signature is not the provider's"))
}

/// The only key that may have signed so.
fn key_of(header: &Header, keys: &[Jwk]) -> Result<DecodingKey, Unverified> {
    let may_sign = |key: &&Jwk| {
        let common = &key.common;
        let is_named = header.kid.is_none() || common.key_id == header.kid;
        let is_for_signing = matches!(common.public_key_use, None | Some(PublicKeyUse::Signature));
        let is_for =
            |one: KeyAlgorithm| Algorithm::try_from(one).is_ok_and(|one| one == header.alg);
        is_named && is_for_signing && common.key_algorithm.is_none_or(is_for)
    };
    let usable = keys.iter().filter(may_sign).filter_map(|key| DecodingKey::from_jwk(key).ok());
    let mut found = usable.filter(|key| key.family() == header.alg.family());
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(only),
        (None, _) => Err(Unverified::UnknownKey),
        (Some(_), Some(_)) => {
            Err(Unverified::Invalid("the provider has several keys like its own"))
        }
    }
}

/// A claim that is a time in seconds since 1970; none where it is none.
fn time(claims: &Map<String, Value>, name: &str) -> Option<Timestamp> {
    let number = claims.get(name)?.as_number()?;
    let seconds = number.as_i64().or(number.as_f64().map(|seconds| seconds as i64))?;
    Some(Timestamp(seconds.saturating_mul(1_000)))
}

#[cfg(test)]
mod tests;
