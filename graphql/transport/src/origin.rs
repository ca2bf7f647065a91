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
    let Some(origin) = origin.to_str().ok().and_then(|origin| Url::parse(origin).ok()) else {
        return false;
    };
    // The origins of two addresses without a host are never the same.
    let is_page_of =
        |known: &str| Url::parse(known).is_ok_and(|known| known.origin() == origin.origin());
    if trusted.iter().any(|known| is_page_of(known)) {
        return true;
    }
    let host = host(&parts.headers).or_else(|| parts.uri.authority().map(|a| a.as_str()));
    host.is_some_and(|host| is_page_of(&format!("{}://{host}", origin.scheme())))
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
        let trusted =
            ["https://help.example:443".to_owned(), "https://desk.example:9443".to_owned()];
        for (origin, expected) in [
            (None, true),
            (Some("https://desk.example"), true),
            (Some("https://help.example"), true),
            (Some("https://desk.example:9443"), true),
            (Some("https://help.example:9443"), false),
            (Some("http://help.example"), false),
            (Some("https://desk.example.evil.example"), false),
            (Some("https://desk.example:8443"), false),
            (Some("null"), false),
        ] {
            assert_eq!(is_trusted(&parts(origin), &trusted), expected, "{origin:?}");
        }
    }
}
