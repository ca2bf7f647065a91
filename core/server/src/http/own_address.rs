//! Where this server is reached by whoever asks it, for what it writes into scripts, pages and their policies.

use super::answer::Refusal;
use crate::app::App;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use switchboard_model::PublicUrl;

/// Its public address; where none is set, the host that the request names.
pub fn of(app: &App, headers: &HeaderMap, uri: &Uri) -> Option<PublicUrl> {
    app.config.server.public_url.clone().or_else(|| named(headers, uri))
}

/// The same, or the refusal of a request that names none.
pub fn needed(app: &App, headers: &HeaderMap, uri: &Uri) -> Result<PublicUrl, Refusal> {
    of(app, headers, uri).ok_or_else(|| {
        let reason = "the request names no host: an admin can set server.public_url";
        Refusal::new(StatusCode::BAD_REQUEST, "INVALID", reason)
    })
}

/// An address as a page's policy names it. It has no form for an IPv6 address: such a host is told by `'self'`.
pub fn source(address: &str) -> String {
    if address.contains('[') {
        return "'self'".to_owned();
    }
    address.replace(';', "%3B").replace(',', "%2C")
}

/// A host and a port, and nothing more.
fn named(headers: &HeaderMap, uri: &Uri) -> Option<PublicUrl> {
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let host = host.or_else(|| uri.authority().map(|authority| authority.as_str()))?;
    let url = PublicUrl::parse(&format!("http://{host}")).ok()?;
    url.path().is_empty().then_some(url)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    #[test]
    fn a_host_is_a_name_and_a_port_alone() {
        for (host, expected) in [
            ("desk.example", Some("http://desk.example")),
            ("127.0.0.1:8080", Some("http://127.0.0.1:8080")),
            ("[::1]:8080", Some("http://[::1]:8080")),
            ("desk.example/path", None),
            ("name@desk.example", None),
            ("desk.example?a", None),
            ("\"><script>", None),
            ("", None),
        ] {
            let host = HeaderValue::from_str(host).expect("a value");
            let headers = HeaderMap::from_iter([(header::HOST, host.clone())]);
            let found = named(&headers, &Uri::from_static("/widget/site.js"));
            assert_eq!(found.as_ref().map(PublicUrl::as_str), expected, "{host:?}");
        }
        let uri = Uri::from_static("https://desk.example/widget/site.js");
        let found = named(&HeaderMap::new(), &uri).expect("an address");
        assert_eq!(found.as_str(), "http://desk.example");
    }
}
