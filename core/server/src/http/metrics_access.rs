//! Who may read `/metrics`: whoever has the token, or this machine alone, or everybody, as it is set.

use super::{answer::Refusal, peer::RemoteAddress};
use crate::config::{MetricsAccess, ServerConfig};
use axum::http::{StatusCode, header, request::Parts};
use sha2::{Digest, Sha256};

/// What a proxy adds when it passes a stranger's request on.
const FORWARDED: [&str; 2] = ["x-forwarded-for", "forwarded"];

/// Lets a request through, or says what is missing.
pub(super) fn check(server: &ServerConfig, parts: &Parts) -> Result<(), Refusal> {
    if let Some(token) = &server.metrics_token {
        return if is_shown(token, parts) {
            Ok(())
        } else {
            Err(Refusal::new(
                StatusCode::UNAUTHORIZED,
                "UNAUTHENTICATED",
                "show the token that is set as server.metrics_token: Authorization: Bearer …",
            ))
        };
    }
    match server.metrics {
        MetricsAccess::Open => Ok(()),
        MetricsAccess::Loopback if is_local(parts) => Ok(()),
        MetricsAccess::Loopback => Err(Refusal::new(
            StatusCode::FORBIDDEN,
            "FORBIDDEN",
            "the metrics are shown to this machine alone: set server.metrics_token, or \
             server.metrics = \"open\"",
        )),
    }
}

fn is_shown(token: &str, parts: &Parts) -> bool {
    let shown = parts.headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok());
    let shown = shown.and_then(|value| value.split_once(' '));
    // Hashes are compared: how long that takes says nothing about the token.
    shown.is_some_and(|(scheme, shown)| {
        scheme.eq_ignore_ascii_case("bearer")
            && Sha256::digest(shown.trim()) == Sha256::digest(token)
    })
}

/// From this machine itself, and not through a proxy that stands on it.
fn is_local(parts: &Parts) -> bool {
    let remote = parts.extensions.get::<RemoteAddress>();
    let is_loopback = remote.is_some_and(|remote| remote.0.ip().to_canonical().is_loopback());
    is_loopback && FORWARDED.iter().all(|name| !parts.headers.contains_key(*name))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Sources, load};

    fn server(settings: &[(&'static str, &str)]) -> ServerConfig {
        let overrides = settings.iter().map(|(key, value)| (*key, (*value).to_owned())).collect();
        load(&Sources { overrides, ..Sources::default() }).expect("a configuration").server
    }

    fn is_let_in(server: &ServerConfig, peer: &str, headers: &[(&str, &str)]) -> bool {
        let mut request = http::Request::builder();
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let remote = RemoteAddress(peer.parse().expect("an address"));
        let (parts, ()) = request.extension(remote).body(()).expect("a request").into_parts();
        check(server, &parts).is_ok()
    }

    #[test]
    fn by_default_this_machine_alone_reads_them() {
        let server = server(&[]);
        assert!(is_let_in(&server, "127.0.0.1:1", &[]));
        assert!(is_let_in(&server, "[::ffff:127.0.0.1]:1", &[]));
        assert!(!is_let_in(&server, "10.0.0.7:1", &[]));
        for name in FORWARDED {
            assert!(!is_let_in(&server, "127.0.0.1:1", &[(name, "6.6.6.6")]), "{name}");
        }
    }

    #[test]
    fn a_token_lets_in_from_anywhere_and_is_needed_everywhere() {
        let server = server(&[("server.metrics_token", "hunter2"), ("server.metrics", "open")]);
        let shown = |value| [("authorization", value)];
        assert!(is_let_in(&server, "10.0.0.7:1", &shown("Bearer hunter2")));
        assert!(is_let_in(&server, "10.0.0.7:1", &shown("bearer hunter2")));
        for wrong in ["Bearer hunter", "Bearer", "Basic hunter2", ""] {
            assert!(!is_let_in(&server, "127.0.0.1:1", &shown(wrong)), "{wrong}");
        }
        assert!(!is_let_in(&server, "127.0.0.1:1", &[]));
    }

    #[test]
    fn they_are_open_where_that_is_set() {
        let server = server(&[("server.metrics", "open")]);
        assert!(is_let_in(&server, "10.0.0.7:1", &[("x-forwarded-for", "6.6.6.6")]));
    }
}
