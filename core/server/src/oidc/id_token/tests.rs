//! What is taken of an identity provider, and what of each single damage.

use super::*;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use jsonwebtoken::{EncodingKey, encode};
use serde_json::json;

const NOW_S: i64 = 1_800_000_000;
const EXPECTED: Expected<'static> = Expected {
    issuer: "https://accounts.example.org",
    client_id: "desk",
    nonce: "n-1",
    now: Timestamp(NOW_S * 1_000),
};
/// A key for tests alone, as PKCS #8.
const PRIVATE_KEY: &str = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgRo3mHf8vD3o8LMH39gSJkrbIoDoWkFGaQPO2\
    Q8NDWgmhRANCAATjoRhdiq8lLmQH8ZzfYVaz73KnCoKfrH6ba0rBwu0ewuj-CKD8coR4D2KkXqOg_z3Usx07OXVIa6DZxvGvRmxA";

/// Its public half.
fn public_key() -> Value {
    json!({
        "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "alg": "ES256",
        "x": "46EYXYqvJS5kB_Gc32FWs-9ypwqCn6x-m2tKwcLtHsI",
        "y": "6P4IoPxyhHgPYqReo6D_PdSzHTs5dUhroNnG8a9GbEA",
    })
}

/// Of another pair.
fn other_key() -> Value {
    json!({
        "kty": "EC", "crv": "P-256", "kid": "one", "use": "sig", "alg": "ES256",
        "x": "wR8Vntsnl6Q-7KA8P9Brr9uBDiDV4RaW40yFv1-7gYI",
        "y": "wOPIJ0A3twzSg392TJplD4KW2R2Vt_vG8SBYjcK4T7Y",
    })
}

/// Without one of its members, or with another value of it.
fn changed(mut object: Value, member: &str, value: Value) -> Value {
    let members = object.as_object_mut().expect("an object");
    if value.is_null() {
        members.remove(member);
    } else {
        members.insert(member.to_owned(), value);
    }
    object
}

fn jwks(keys: &[Value]) -> Vec<Jwk> {
    keys.iter().map(|key| serde_json::from_value(key.clone()).expect("a key")).collect()
}

fn claims() -> Value {
    json!({
        "iss": "https://accounts.example.org", "aud": "desk", "nonce": "n-1", "sub": "ana-1",
        "iat": NOW_S, "exp": NOW_S + 300, "email": "Ana@Example.org", "email_verified": true,
        "name": "Ana",
    })
}

fn header() -> Header {
    Header { kid: Some("one".to_owned()), ..Header::new(Algorithm::ES256) }
}

fn signed_with(header: &Header, claims: &Value) -> String {
    let key = URL_SAFE_NO_PAD.decode(PRIVATE_KEY).expect("base 64");
    encode(header, claims, &EncodingKey::from_ec_der(&key)).expect("signed")
}

fn checked(claims: &Value) -> Result<Profile, Unverified> {
    check(&signed_with(&header(), claims), &jwks(&[public_key()]), &EXPECTED)
}

/// F109.
#[test]
fn a_good_token_tells_who_it_is() {
    let profile = checked(&claims()).expect("taken");
    assert_eq!((profile.subject.as_str(), profile.name.as_deref()), ("ana-1", Some("Ana")));
    assert_eq!(profile.email.as_deref(), Some("Ana@Example.org"));
    assert!(profile.is_email_verified);
    for (member, value) in [
        ("aud", json!(["desk"])),
        ("azp", json!("desk")),
        ("exp", json!(NOW_S - 59)),
        ("iat", json!(NOW_S + 60)),
        ("nbf", json!(NOW_S + 60)),
        ("email_verified", json!("true")),
    ] {
        let told = changed(claims(), member, value.clone());
        assert_eq!(checked(&told).as_ref(), Ok(&profile), "{member}: {value}");
    }
    let shared = changed(changed(claims(), "aud", json!(["desk", "x"])), "azp", json!("desk"));
    assert_eq!(checked(&shared), Ok(profile));
}

/// F109.
#[test]
fn each_damage_of_a_token_is_refused_by_its_name() {
    for (member, value, reason) in [
        ("iss", json!("https://accounts.example.org/"), "another issuer"),
        ("iss", Value::Null, "another issuer"),
        ("aud", json!("other"), "another than this server"),
        ("aud", json!(["other"]), "another than this server"),
        ("aud", Value::Null, "another than this server"),
        ("aud", json!(["desk", "other"]), "given to another"),
        ("azp", json!("other"), "given to another"),
        ("azp", json!(1), "given to another"),
        ("nonce", json!("n-2"), "another sign-in"),
        ("nonce", Value::Null, "another sign-in"),
        ("exp", json!(NOW_S - 60), "expired"),
        ("exp", Value::Null, "expired"),
        ("exp", json!("never"), "expired"),
        ("iat", json!(NOW_S + 61), "of the future"),
        ("iat", Value::Null, "of the future"),
        ("nbf", json!(NOW_S + 61), "not valid yet"),
        ("sub", Value::Null, "no sub"),
        ("sub", json!(""), "no sub"),
        ("sub", json!("s".repeat(256)), "no sub"),
    ] {
        let refused = checked(&changed(claims(), member, value.clone())).expect_err(member);
        assert!(refused.reason().contains(reason), "{member}: {value}: {refused:?}");
    }
}

/// F109.
#[test]
fn only_the_providers_own_key_signs() {
    let token = signed_with(&header(), &claims());
    let refused =
        |token: &str, keys: &[Value]| check(token, &jwks(keys), &EXPECTED).expect_err("refused");
    assert!(refused(&token, &[other_key()]).reason().contains("signature"));
    for (member, value) in [
        ("kid", json!("two")),
        ("use", json!("enc")),
        ("alg", json!("ES384")),
        ("alg", json!("RSA-OAEP")),
    ] {
        let key = changed(public_key(), member, value);
        assert_eq!(refused(&token, &[key]), Unverified::UnknownKey, "{member}");
    }
    assert_eq!(refused(&token, &[]), Unverified::UnknownKey);
    assert!(refused(&token, &[public_key(), other_key()]).reason().contains("several"));
    let unnamed = signed_with(&Header::new(Algorithm::ES256), &claims());
    assert!(check(&unnamed, &jwks(&[public_key()]), &EXPECTED).is_ok(), "the only one");
    let critical = Header { crit: Some(vec!["b64".to_owned()]), ..header() };
    assert!(refused(&signed_with(&critical, &claims()), &[public_key()]).reason().contains("crit"));

    let (head, rest) = token.split_once('.').expect("three parts");
    let (body, _) = rest.split_once('.').expect("three parts");
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","kid":"one"}"#);
    for (unsigned, reason) in [
        (format!("{none}.{body}."), "not signed"),
        (format!("{head}.{body}."), "signature"),
        ("garbage".to_owned(), "not signed"),
        ("a".repeat(OIDC_TOKEN_BYTES + 1), "too long"),
    ] {
        assert!(refused(&unsigned, &[public_key()]).reason().contains(reason), "{reason}");
    }
    // Whoever knows a public key could sign with it as if it were a shared secret.
    let shared = Header { kid: Some("one".to_owned()), ..Header::new(Algorithm::HS256) };
    let secret = json!({ "kty": "oct", "kid": "one", "k": URL_SAFE_NO_PAD.encode("secret") });
    let token = encode(&shared, &claims(), &EncodingKey::from_secret(b"secret")).expect("signed");
    for keys in [&[public_key()][..], &[secret][..]] {
        assert!(refused(&token, keys).reason().contains("key pair"));
    }
}

/// F109.
#[test]
fn an_address_is_verified_by_the_word_alone() {
    for word in [json!(false), json!("yes"), json!(1), Value::Null] {
        let told = changed(claims(), "email_verified", word.clone());
        assert!(!checked(&told).expect("taken").is_email_verified, "{word}");
    }
    let long = format!("{}@example.org", "a".repeat(FIELD_MAX_CHARACTERS));
    let told = changed(claims(), "email", json!(long));
    assert_eq!(checked(&told).expect("taken").email, None, "it is not cut");
}
