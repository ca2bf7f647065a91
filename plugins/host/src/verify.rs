//! The authenticity check that a manifest declares. It runs before any code of the plugin.

use crate::{
    manifest::{FixedAnswer, HmacAlgorithm, TagEncoding, Verify, Webhook},
    signature::{self, Algorithm},
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use switchboard_model::connector::{Answer, ConnectorError, ErrorClass, RawRequest, Verdict};

/// The name of the secret that the check needs; none when the plugin itself checks.
pub(crate) fn secret_name(verify: &Verify) -> Option<&str> {
    match verify {
        Verify::Equals { secret, .. } | Verify::Hmac { secret, .. } => Some(secret),
        Verify::Guest => None,
    }
}

/// Whether the declared check needs no body.
pub(crate) fn is_by_head(verify: &Verify) -> bool {
    matches!(verify, Verify::Equals { .. })
}

/// Refuses a request whose head lacks the tag that the declared check wants: no body makes up for it.
pub(crate) fn without_tag(webhook: &Webhook, head: &RawRequest) -> Option<Verdict> {
    let lacks_tag =
        matches!(webhook.verify, Verify::Hmac { .. }) && tag(&webhook.verify, head).is_none();
    lacks_tag.then(|| Verdict::Reject(answer(&webhook.reject)))
}

/// The signature as the request's head has it, decoded.
fn tag(verify: &Verify, request: &RawRequest) -> Option<Vec<u8>> {
    let Verify::Hmac { header, prefix, encoding, .. } = verify else { return None };
    decoded(*encoding, only_header(request, header)?.strip_prefix(prefix.as_bytes())?)
}

/// What the declared check says; none when the plugin itself checks.
pub(crate) fn declared(webhook: &Webhook, request: &RawRequest, secret: &[u8]) -> Option<Verdict> {
    let is_authentic = match &webhook.verify {
        Verify::Equals { header, .. } => {
            only_header(request, header).is_some_and(|value| signature::is_equal(value, secret))
        }
        Verify::Hmac { algorithm, .. } => tag(&webhook.verify, request).is_some_and(|tag| {
            signature::is_hmac(algorithm_of(*algorithm), secret, &request.body, &tag)
        }),
        Verify::Guest => return None,
    };
    Some(if is_authentic {
        Verdict::Accept(answer(&webhook.ack))
    } else {
        Verdict::Reject(answer(&webhook.reject))
    })
}

/// An empty secret would let everybody in, so it counts as missing.
pub(crate) fn missing_secret(name: &str) -> ConnectorError {
    ConnectorError::new(
        ErrorClass::Auth,
        "secret.missing",
        format!("the channel's secret `{name}` is not set: set it and connect the channel again"),
    )
}

fn answer(fixed: &FixedAnswer) -> Answer {
    Answer { status: fixed.status, headers: Vec::new(), body: fixed.body.clone().into_bytes() }
}

/// A header that comes twice is nobody's: two servers on the way could read different ones.
fn only_header<'a>(request: &'a RawRequest, name: &str) -> Option<&'a [u8]> {
    let mut values = request.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
    let value = values.next()?;
    values.next().is_none().then_some(value.value.as_slice())
}

fn algorithm_of(algorithm: HmacAlgorithm) -> Algorithm {
    match algorithm {
        HmacAlgorithm::Sha1 => Algorithm::Sha1,
        HmacAlgorithm::Sha256 => Algorithm::Sha256,
        HmacAlgorithm::Sha512 => Algorithm::Sha512,
    }
}

fn decoded(encoding: TagEncoding, tag: &[u8]) -> Option<Vec<u8>> {
    match encoding {
        TagEncoding::Base64 => STANDARD.decode(tag).ok(),
        TagEncoding::Hex => {
            let digits = |pair: &[u8]| {
                let text = std::str::from_utf8(pair).ok()?;
                text.bytes().all(|byte| byte.is_ascii_hexdigit()).then_some(())?;
                u8::from_str_radix(text, 16).ok()
            };
            tag.len().is_multiple_of(2).then(|| tag.chunks(2).map(digits).collect()).flatten()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::{Timestamp, connector::Header};

    fn request(headers: &[(&str, &str)], body: &str) -> RawRequest {
        RawRequest {
            method: "POST".into(),
            path: "/hooks/x".into(),
            query: String::new(),
            headers: headers
                .iter()
                .map(|(name, value)| Header {
                    name: (*name).into(),
                    value: value.as_bytes().into(),
                })
                .collect(),
            body: body.as_bytes().into(),
            received_at: Timestamp(0),
        }
    }

    fn webhook(verify: Verify) -> Webhook {
        Webhook {
            verify,
            ack: FixedAnswer { status: 200, body: "ok".into() },
            reject: FixedAnswer { status: 403, body: String::new() },
        }
    }

    fn is_accepted(webhook: &Webhook, request: &RawRequest, secret: &str) -> bool {
        matches!(declared(webhook, request, secret.as_bytes()), Some(Verdict::Accept(_)))
    }

    #[test]
    fn a_header_must_have_the_secret_exactly_once() {
        let hook = webhook(Verify::Equals { header: "X-Secret".into(), secret: "s".into() });
        assert!(is_accepted(&hook, &request(&[("x-secret", "abc")], ""), "abc"));
        for headers in [
            &[][..],
            &[("x-secret", "abd")],
            &[("x-secret", "")],
            &[("x-secret", "abc"), ("x-secret", "abc")],
        ] {
            assert!(!is_accepted(&hook, &request(headers, ""), "abc"), "{headers:?}");
        }
    }

    #[test]
    fn an_hmac_covers_the_exact_body() {
        let hook = webhook(Verify::Hmac {
            header: "x-hub-signature-256".into(),
            prefix: "sha256=".into(),
            algorithm: HmacAlgorithm::Sha256,
            secret: "s".into(),
            encoding: TagEncoding::Hex,
        });
        let body = r#"{"object":"page","entry":[]}"#;
        let tag = "sha256=1c121702932cb548ad3f738fa1187592111e2509d0ea9c1c2100c462181f97c7";
        let name = "x-hub-signature-256";
        assert!(is_accepted(&hook, &request(&[(name, tag)], body), "dev-app-secret"));
        assert!(!is_accepted(&hook, &request(&[(name, tag)], "{}"), "dev-app-secret"));
        assert!(!is_accepted(&hook, &request(&[(name, &tag[7..])], body), "dev-app-secret"));
        assert!(!is_accepted(&hook, &request(&[(name, "sha256=+f")], body), "dev-app-secret"));
        assert!(!is_by_head(&hook.verify));
        assert_eq!(without_tag(&hook, &request(&[(name, tag)], "")), None, "the body is needed");
        for headers in [&[][..], &[(name, &tag[7..])], &[(name, "sha256=+f")]] {
            let refused = without_tag(&hook, &request(headers, ""));
            assert!(matches!(refused, Some(Verdict::Reject(_))), "{headers:?}");
        }
    }

    #[test]
    fn base64_tags_are_read_too() {
        let hook = webhook(Verify::Hmac {
            header: "x-line-signature".into(),
            prefix: String::new(),
            algorithm: HmacAlgorithm::Sha256,
            secret: "s".into(),
            encoding: TagEncoding::Base64,
        });
        let body = r#"{"destination":"U0","events":[]}"#;
        let tag = "P95dyySbCyFMnfMjcrpq5PkDyjanXMYoHw4R+r2lAlc=";
        assert!(is_accepted(
            &hook,
            &request(&[("x-line-signature", tag)], body),
            "dev-channel-secret"
        ));
    }
}
