//! Turns a guest's request into one that may leave, or refuses it.

use crate::{
    bindings::switchboard::plugin::{
        http::Request,
        types::{Error, ErrorClass, Header},
    },
    echo::UsedSecret,
    grant::{reaching, sending},
    limits,
    manifest::SecretPosition,
    network::HttpRequest,
    origin::Origin,
    placeholder::{self, Piece},
    state::{CallState, error},
};
use std::time::Duration;
use switchboard_model::connector::SecretBytes;
use url::Url;

const METHODS: [&str; 6] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/// Headers that decide where and how a request travels, and those that ask for an answer in which an
/// echoed secret would not be found, packed or in pieces: the host writes those.
const HOST_HEADERS: [&str; 12] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-authorization",
    "range",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
];

impl CallState {
    pub(super) async fn prepare(
        &mut self,
        request: Request,
        used: &mut Vec<UsedSecret>,
    ) -> Result<HttpRequest, Error> {
        if !METHODS.contains(&request.method.as_str()) {
            return Err(invalid(format!("the method must be one of {}", METHODS.join(", "))));
        }
        let shown = parse_url(&request.url)?;
        let origin = Origin::of(&shown)
            .ok_or_else(|| invalid("the URL must begin with https:// and name a host".into()))?;
        let Some(reach) = self.channel.reach(&origin) else {
            let message = format!(
                "{origin} is not among the hosts granted to this plugin (plain http only to hosts in \
                 the server's `plugins.allow_private_hosts`)"
            );
            return Err(self.denied("http.host", &message));
        };
        if let Some(host) = self.channel.asked(&origin) {
            self.plugin.uses.note(&reaching(host));
        }
        let url = self.fill(request.url.as_bytes(), SecretPosition::Url, &origin, used).await?;
        let url = parse_url(&String::from_utf8_lossy(&url))?;
        if Origin::of(&url).as_ref() != Some(&origin) {
            return Err(invalid("a secret must not change where a request goes".into()));
        }
        let headers = self.headers(request.headers, &origin, used).await?;
        let body = self.body(request.body, &origin, used).await?;
        let timeout = Duration::from_millis(request.timeout_ms.into())
            .clamp(limits::REQUEST_TIMEOUT_MIN, limits::REQUEST_TIMEOUT_MAX);
        Ok(HttpRequest {
            method: request.method,
            url,
            shown_url: request.url,
            headers,
            body,
            timeout: timeout.min(self.time_for_network()),
            reach,
        })
    }

    async fn headers(
        &mut self,
        headers: Vec<Header>,
        origin: &Origin,
        used: &mut Vec<UsedSecret>,
    ) -> Result<Vec<(String, Vec<u8>)>, Error> {
        if headers.len() > limits::HEADERS_MAX {
            return Err(invalid(format!("at most {} headers", limits::HEADERS_MAX)));
        }
        let mut filled = Vec::with_capacity(headers.len());
        for header in headers {
            let name = header.name.to_ascii_lowercase();
            let is_token = !name.is_empty()
                && name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte));
            if !is_token || HOST_HEADERS.contains(&name.as_str()) {
                return Err(invalid(format!("the header `{name}` is not the plugin's to set")));
            }
            let value = self.fill(&header.value, SecretPosition::Header, origin, used).await?;
            let is_line = value.iter().all(|&byte| byte == b'\t' || (byte >= 32 && byte != 127));
            if !is_line || value.len() > limits::HEADER_MAX_BYTES {
                return Err(invalid(format!("the value of `{name}` is no header's value")));
            }
            filled.push((name, value));
        }
        Ok(filled)
    }

    /// Fills placeholders in, where the manifest binds the secret to this host and position.
    pub(super) async fn fill(
        &mut self,
        template: &[u8],
        position: SecretPosition,
        origin: &Origin,
        used: &mut Vec<UsedSecret>,
    ) -> Result<Vec<u8>, Error> {
        let pieces = placeholder::pieces(template);
        if let [Piece::Plain(plain)] = pieces[..] {
            return Ok(plain.to_vec());
        }
        let mut filled = Vec::with_capacity(template.len() + 64);
        for piece in pieces {
            match piece {
                Piece::Plain(plain) => filled.extend_from_slice(plain),
                Piece::Secret(name) => {
                    let value = self.bound_secret(name, position, origin).await?;
                    if position == SecretPosition::Url {
                        let in_url = placeholder::for_url(&value).into_bytes();
                        filled.extend_from_slice(&SecretBytes::new(in_url));
                    } else {
                        filled.extend_from_slice(&value);
                    }
                    used.push(UsedSecret { name: name.to_owned(), value });
                }
            }
        }
        Ok(filled)
    }

    async fn bound_secret(
        &mut self,
        name: &str,
        position: SecretPosition,
        origin: &Origin,
    ) -> Result<SecretBytes, Error> {
        let secret = self.plugin.manifest.secrets.get(name);
        let is_position = secret.is_some_and(|secret| secret.positions.contains(&position));
        let bound = self.channel.bound(name, origin).filter(|_| is_position);
        let Some(use_of_it) = bound.map(|host| sending(name, host)) else {
            let message = format!("the secret `{name}` may not go to {origin} in this position");
            return Err(self.denied("secret.not-bound", &message));
        };
        let value = self.secret(name).await?;
        self.plugin.uses.note(&use_of_it);
        Ok(value)
    }
}

fn parse_url(text: &str) -> Result<Url, Error> {
    if text.len() > limits::URL_MAX_BYTES {
        return Err(invalid(format!("a URL may have {} bytes", limits::URL_MAX_BYTES)));
    }
    let url = Url::parse(text).map_err(|reason| invalid(format!("this is no URL: {reason}")))?;
    if !url.username().is_empty() || url.password().is_some() {
        return Err(invalid("a URL must not hold a user: use a header".into()));
    }
    Ok(url)
}

pub(super) fn invalid(message: String) -> Error {
    error(ErrorClass::Invalid, "http.request", message)
}
