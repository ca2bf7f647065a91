//! The cookies of operators: their session, and what a browser keeps while they sign in by an identity provider.

use super::{AppState, answer::keep_nowhere};
use crate::config::ServerConfig;
use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use switchboard_model::PublicUrl;

/// One of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cookie {
    /// The secret of an operator's session.
    Session,
    /// What a sign-in by an identity provider waits with.
    Oidc,
}

impl Cookie {
    /// Its name at the server's address: behind https that has the whole host to itself, browsers are told that
    /// this host alone sets it, so that no sibling may plant one.
    fn name(self, server: &ServerConfig) -> &'static str {
        let has_host = |url: &PublicUrl| {
            url.as_str().starts_with("https://") && url.as_str() == url.origin().as_str()
        };
        let is_bound = !server.development && server.public_url.as_ref().is_some_and(has_host);
        match (self, is_bound) {
            (Self::Session, true) => "__Host-switchboard_session",
            (Self::Session, false) => "switchboard_session",
            (Self::Oidc, true) => "__Host-switchboard_oidc",
            (Self::Oidc, false) => "switchboard_oidc",
        }
    }

    /// Where browsers send it to: below the path of a server that shares its host with others, who need not
    /// see it.
    fn path(server: &ServerConfig) -> &str {
        let public_url = server.public_url.as_ref().filter(|_| !server.development);
        let path = public_url.map(PublicUrl::path);
        // A semicolon would end the path, and begin something else.
        path.filter(|path| !path.is_empty() && !path.contains(';')).unwrap_or("/")
    }

    /// What a request shows.
    pub fn read(self, server: &ServerConfig, headers: &HeaderMap) -> Option<String> {
        let wanted = self.name(server);
        headers
            .get_all(header::COOKIE)
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|value| value.split(';'))
            .filter_map(|pair| pair.trim().split_once('='))
            .find_map(|(name, value)| (name == wanted).then(|| value.to_owned()))
    }

    /// Lets a browser keep a value that scripts cannot read.
    pub fn set(self, app: &AppState, response: &mut Response, value: &str, seconds: i64) {
        let server = &app.config.server;
        let secure = if server.development { "" } else { "; Secure" };
        let (name, path) = (self.name(server), Self::path(server));
        let cookie = format!(
            "{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}"
        );
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, value);
        }
        keep_nowhere(response);
    }

    /// Lets a browser forget it.
    pub fn clear(self, app: &AppState, response: &mut Response) {
        self.set(app, response, "", 0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Sources, load};

    #[test]
    fn a_cookie_is_bound_to_its_host_where_browsers_can_do_so() {
        for (url, development, is_bound, path) in [
            ("https://desk.example.org", "false", true, "/"),
            ("https://desk.example.org:8443/", "false", true, "/"),
            ("https://example.org:443/desk/", "false", false, "/desk"),
            ("https://example.org/a;b", "false", false, "/"),
            ("http://desk.example.org", "false", false, "/"),
            ("https://desk.example.org", "true", false, "/"),
            ("https://example.org/desk", "true", false, "/"),
        ] {
            let overrides = vec![
                ("server.public_url", url.to_owned()),
                ("server.development", development.to_owned()),
            ];
            let sources = Sources { overrides, ..Sources::default() };
            let server = load(&sources).expect("a configuration").server;
            assert_eq!(Cookie::path(&server), path, "{url}");
            for cookie in [Cookie::Session, Cookie::Oidc] {
                let name = cookie.name(&server);
                assert_eq!(name.starts_with("__Host-"), is_bound, "{url}");
                let shown = format!("x=1; {name}=sbs_1; {name}x=2");
                let shown = HeaderValue::from_str(&shown).expect("a value");
                let headers = HeaderMap::from_iter([(header::COOKIE, shown)]);
                assert_eq!(cookie.read(&server, &headers).as_deref(), Some("sbs_1"), "{url}");
            }
            assert_ne!(Cookie::Session.name(&server), Cookie::Oidc.name(&server));
        }
    }
}
