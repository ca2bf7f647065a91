//! Keeps foreign pages from opening sockets with a visitor's cookies: browsers send no preflight for
//! a WebSocket, so its `Origin` is the only witness.

use http::{
    HeaderMap,
    header::{HOST, ORIGIN},
    request::Parts,
};
use url::Url;

/// True if the page that opens the socket is the server's own, or named as trusted, or if the client
/// is no browser (those always send an origin).
pub(crate) fn is_trusted(parts: &Parts, trusted: &[String]) -> bool {
    let Some(origin) = parts.headers.get(ORIGIN) else { return true };
    let Ok(origin) = origin.to_str() else { return false };
    if trusted.iter().any(|known| known.trim_end_matches('/').eq_ignore_ascii_case(origin)) {
        return true;
    }
    let Some(host) = host(&parts.headers).or_else(|| parts.uri.authority().map(|a| a.as_str()))
    else {
        return false;
    };
    let Ok(origin) = Url::parse(origin) else { return false };
    let Ok(own) = Url::parse(&format!("{}://{host}", origin.scheme())) else { return false };
    origin.host().is_some()
        && origin.host() == own.host()
        && origin.port_or_known_default() == own.port_or_known_default()
}

fn host(headers: &HeaderMap) -> Option<&str> {
    headers.get(HOST).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(origin: Option<&str>) -> Parts {
        let mut request = http::Request::builder().uri("/graphql/ws").header(HOST, "desk.example");
        if let Some(origin) = origin {
            request = request.header(ORIGIN, origin);
        }
        request.body(()).unwrap().into_parts().0
    }

    #[test]
    fn foreign_pages_are_told_apart() {
        let trusted = ["https://help.example".to_owned()];
        for (origin, expected) in [
            (None, true),
            (Some("https://desk.example"), true),
            (Some("https://help.example"), true),
            (Some("https://desk.example.evil.example"), false),
            (Some("https://desk.example:8443"), false),
            (Some("null"), false),
        ] {
            assert_eq!(is_trusted(&parts(origin), &trusted), expected, "{origin:?}");
        }
    }
}
