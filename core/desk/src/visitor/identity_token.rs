//! Reads the identity that a host page signed: a JWT, HS256, with the channel's secret.

use crate::limits::{
    IDENTITY_SUBJECT_MAX_CHARACTERS, IDENTITY_TOKEN_LEEWAY_MS, IDENTITY_TOKEN_MAX_BYTES,
    IDENTITY_TOKEN_MAX_MS,
};
use crate::{DeskError, Result, text, visit};
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode};
use serde_json::{Map, Value};
use switchboard_model::{Timestamp, locale};

/// What the host page says of its user. Claims that are not named here are not read, `aud` and `iss` among
/// them: the secret is one channel's alone, so that a signature by it says both. A name of which nothing can
/// be seen, an email address, a language and a time zone that is none are left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Claims {
    /// The user's id in the company's own product.
    pub(super) sub: String,
    pub(super) name: Option<String>,
    pub(super) email: Option<String>,
    pub(super) phone: Option<String>,
    pub(super) role: Option<String>,
    pub(super) locale: Option<String>,
    /// The IANA name of the time zone.
    pub(super) zoneinfo: Option<String>,
    /// The company's own attributes of the user; null stands for none.
    pub(super) attributes: Map<String, Value>,
}

/// The claims of a token.
pub(super) fn read(token: &str, secret: &[u8], now: Timestamp) -> Result<Claims> {
    if token.len() > IDENTITY_TOKEN_MAX_BYTES {
        return Err(refuse("is longer than 4 KiB"));
    }
    let mut validation = Validation::new(Algorithm::HS256);
    // Checked below, each with its own words, and the times by the clock of the server.
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let key = DecodingKey::from_secret(secret);
    let decoded = decode::<Map<String, Value>>(token, &key, &validation)
        .map_err(|error| refuse(refusal(error.kind())))?;
    // Whoever knows none of the extensions that are named there has to refuse the token (RFC 7515, 4.1.11).
    if decoded.header.crit.is_some() {
        return Err(refuse("has a header with crit, of which nothing is known here: leave it out"));
    }
    let claims = decoded.claims;
    // Such a token opens the company's page for an operator: it must not open the customer's chat here.
    if claims.contains_key("act") {
        return Err(refuse("has an act: it is of somebody who acts for the user"));
    }
    check_begin(&claims, now)?;
    check_expiry(&claims, now)?;
    let sub = word(&claims, "sub")?.ok_or_else(|| refuse("has no sub: it names the user"))?;
    if sub.is_empty() || sub.chars().count() > IDENTITY_SUBJECT_MAX_CHARACTERS {
        return Err(refuse("sub has 1 to 200 characters"));
    }
    let cleaned = |name: &str, clean: fn(&str) -> Option<String>| -> Result<Option<String>> {
        Ok(word(&claims, name)?.as_deref().and_then(clean))
    };
    Ok(Claims {
        name: cleaned("name", text::name)?,
        email: cleaned("email", text::email)?,
        phone: cleaned("phone", text::phone)?,
        role: cleaned("role", text::value)?,
        locale: cleaned("locale", locale::canonical)?,
        zoneinfo: cleaned("zoneinfo", visit::canonical)?,
        attributes: attributes(&claims)?,
        sub,
    })
}

fn refuse(reason: impl Into<String>) -> DeskError {
    DeskError::invalid("identity", reason)
}

/// Why nothing could be read of a token.
fn refusal(kind: &ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidSignature => {
            "is not signed with this channel's identity secret: sign it with the secret that an admin set here"
        }
        ErrorKind::InvalidAlgorithm => "is signed otherwise than with HS256: sign it with HS256",
        _ => "is no JWT: it has a header of HS256, claims and a signature, with dots between them",
    }
}

/// A claim that is a text; none when the page says nothing.
fn word(claims: &Map<String, Value>, name: &str) -> Result<Option<String>> {
    match claims.get(name) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(word)) => Ok(Some(word.clone())),
        Some(other) => Err(refuse(format!("{name} must be a string, and is {other}"))),
    }
}

fn attributes(claims: &Map<String, Value>) -> Result<Map<String, Value>> {
    match claims.get("attributes") {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(attributes)) => Ok(attributes.clone()),
        Some(other) => Err(refuse(format!("attributes must be an object, and is {other}"))),
    }
}

/// A claim that is a time; none when the page says nothing.
fn time(claims: &Map<String, Value>, name: &str) -> Result<Option<Timestamp>> {
    let seconds = match claims.get(name) {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::Number(number)) => number.as_i64().or(number.as_f64().map(|time| time as i64)),
        Some(_) => None,
    };
    let seconds =
        seconds.ok_or_else(|| refuse(format!("{name} must be a number: seconds since 1970")))?;
    Ok(Some(Timestamp(seconds.saturating_mul(1000))))
}

fn check_begin(claims: &Map<String, Value>, now: Timestamp) -> Result<()> {
    match time(claims, "nbf")? {
        Some(begins_at) if begins_at.since_ms(now) > IDENTITY_TOKEN_LEEWAY_MS => {
            Err(refuse("is not valid yet by its nbf: pass it later, or set the page's clock"))
        }
        _ => Ok(()),
    }
}

fn check_expiry(claims: &Map<String, Value>, now: Timestamp) -> Result<()> {
    let expires_at = time(claims, "exp")?
        .ok_or_else(|| refuse("has no exp: it tells until when the token is valid"))?;
    if expires_at.since_ms(now) <= -IDENTITY_TOKEN_LEEWAY_MS {
        return Err(refuse("has expired by its exp: the page must ask for a new one"));
    }
    if expires_at.since_ms(now) > IDENTITY_TOKEN_MAX_MS + IDENTITY_TOKEN_LEEWAY_MS {
        return Err(refuse(
            "is valid for over 24 hours: sign shorter ones, and write exp in seconds since 1970",
        ));
    }
    Ok(())
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
    fn what_is_wrong_with_a_token_is_named() {
        let reason = |claims: Value| {
            let refused = read(&token(&claims, Algorithm::HS256, SECRET), SECRET, NOW);
            refused.expect_err("it is wrong").to_string()
        };
        let exp = 1_800_000_600;
        for (claims, words) in [
            (json!({"sub": 42, "exp": exp}), "sub must be a string"),
            (json!({"exp": exp}), "has no sub"),
            (json!({"sub": "42"}), "has no exp"),
            (json!({"sub": "42", "exp": "tomorrow"}), "exp must be a number"),
            (json!({"sub": "42", "exp": exp * 1_000_i64}), "seconds since 1970"),
            (json!({"sub": "42", "exp": exp, "name": ["Ana"]}), "name must be a string"),
            (json!({"sub": "42", "exp": exp, "attributes": ["a"]}), "attributes must be an object"),
            (
                json!({"sub": "42", "exp": exp, "phone": 380_501_112_233_i64}),
                "phone must be a string",
            ),
        ] {
            let reason = reason(claims.clone());
            assert!(reason.contains(words), "{claims}: {reason}");
        }
        let good = json!({"sub": "42", "exp": exp});
        let reason = |token: &str| read(token, SECRET, NOW).expect_err("it is wrong").to_string();
        assert!(reason(&token(&good, Algorithm::HS256, b"another")).contains("identity secret"));
        assert!(reason(&token(&good, Algorithm::HS512, SECRET)).contains("HS256"));
        assert!(reason("garbage").contains("JWT"));
    }

    #[test]
    fn what_a_token_says_of_its_begin_and_of_extensions_is_honoured() {
        let tried = |claims: Value| read(&token(&claims, Algorithm::HS256, SECRET), SECRET, NOW);
        let from = |nbf: i64| json!({"sub": "42", "exp": 1_800_000_600, "nbf": nbf});
        assert!(tried(from(1_800_000_060)).is_ok(), "clocks differ by a minute");
        let early = tried(from(1_800_000_061)).expect_err("not yet").to_string();
        assert!(early.contains("nbf"), "{early}");
        let wrong = tried(json!({"sub": "42", "exp": 1_800_000_600, "nbf": "now"}));
        assert!(wrong.is_err(), "a begin that is no time");

        let with_header = |header: Header| {
            let signed = encode(&header, &from(0), &EncodingKey::from_secret(SECRET));
            read(&signed.expect("signed"), SECRET, NOW)
        };
        let plain = Header { kid: Some("1".to_owned()), ..Header::new(Algorithm::HS256) };
        assert!(with_header(plain.clone()).is_ok());
        let critical = Header { crit: Some(vec!["b64".to_owned()]), ..plain };
        let refused = with_header(critical).expect_err("unknown").to_string();
        assert!(refused.contains("crit"), "{refused}");
    }

    #[test]
    fn claims_are_kept_in_one_form() {
        let claims = json!({"sub": "42", "exp": 1_800_000_600, "name": "\u{200b}", "email": "n/a",
            "phone": "+380 (50) 111-22-33", "role": " merchant ", "locale": "pt_br",
            "zoneinfo": "Mars/Olympus", "attributes": {"plan": "gold"}});
        let read = read(&token(&claims, Algorithm::HS256, SECRET), SECRET, NOW).expect("read");
        assert_eq!((read.name, read.email), (None, None));
        assert_eq!(read.phone.as_deref(), Some("+380501112233"));
        assert_eq!(read.role.as_deref(), Some("merchant"));
        assert_eq!((read.locale.as_deref(), read.zoneinfo), (Some("pt-BR"), None));
        assert_eq!(json!(read.attributes), json!({"plan": "gold"}));
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
            ("another who acts", hs256(&json!({"sub": "42", "exp": 1_800_000_600, "act": {}}))),
            ("garbage", "a.b.c".to_owned()),
        ] {
            assert!(read(&token, SECRET, NOW).is_err(), "{what} was taken");
        }
    }
}
