//! The way to push services: guarded like the plugins', and shut while the installation is quiet. Whose browser names an
//! inner address is told nothing.

use super::outward::{OutwardHttp, reach};
use crate::{config::Config, limits::PUSH_WAIT};
use async_trait::async_trait;
use switchboard_desk::outward::OutwardPermit;
use switchboard_host::{
    HttpClient, PrivateHost,
    network::{HttpBody, HttpFailure, HttpPort, HttpRequest, HttpResponse},
};
use switchboard_model::push::{Push, PushAnswer, PushPort};
use url::Url;

/// Push services, whichever browsers name.
pub struct PushServices {
    http: OutwardHttp,
    hosts: Vec<PrivateHost>,
    contact: Option<String>,
}

impl PushServices {
    /// The way of a server with this configuration.
    pub fn open(config: &Config, http: HttpClient, permit: OutwardPermit) -> Self {
        Self {
            http: OutwardHttp { client: http, permit },
            hosts: config.plugins.allow_private_hosts.clone(),
            contact: config.server.public_url.as_ref().map(|url| url.as_str().to_owned()),
        }
    }
}

#[async_trait]
impl PushPort for PushServices {
    fn contact(&self) -> Option<String> {
        // Push services take no other address.
        self.contact.clone().filter(|address| address.starts_with("https://"))
    }

    async fn send(&self, push: Push) -> PushAnswer {
        let Ok(url) = Url::parse(&push.endpoint) else { return PushAnswer::Gone };
        let Some(reach) = reach(&self.hosts, &url) else { return PushAnswer::Gone };
        let header = |name: &str, value: &str| (name.to_owned(), value.as_bytes().to_vec());
        let request = HttpRequest {
            method: "POST".to_owned(),
            // The address names a browser: it is for nobody's log.
            shown_url: url.origin().ascii_serialization(),
            url,
            headers: vec![
                header("authorization", &push.authorization),
                header("content-encoding", "aes128gcm"),
                header("content-type", "application/octet-stream"),
                header("ttl", &push.ttl_s.to_string()),
                header("topic", &push.topic),
                header("urgency", "high"),
            ],
            body: HttpBody::Bytes(push.body),
            timeout: PUSH_WAIT,
            reach,
        };
        match self.http.call(request).await {
            Ok(response) => answer(&response),
            Err(HttpFailure::Refused(_)) => PushAnswer::Gone,
            Err(HttpFailure::NotSent(_) | HttpFailure::MaybeSent(_)) => PushAnswer::Later(None),
        }
    }
}

fn answer(response: &HttpResponse) -> PushAnswer {
    match response.status {
        200..=299 => PushAnswer::Taken,
        404 | 410 => PushAnswer::Gone,
        429 | 500..=599 => PushAnswer::Later(retry_after_ms(response)),
        _ => PushAnswer::Declined,
    }
}

/// How long a push service asks to wait, where it says so in seconds.
fn retry_after_ms(response: &HttpResponse) -> Option<u64> {
    let (_, value) = response.headers.iter().find(|(name, _)| name == "retry-after")?;
    let seconds: u64 = std::str::from_utf8(value).ok()?.trim().parse().ok()?;
    Some(seconds.saturating_mul(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F80: what a push service knows no more is removed, what it cannot take now is tried again.
    #[test]
    fn what_a_push_service_answers_is_understood() {
        let later = |seconds: &str| vec![("retry-after".to_owned(), seconds.as_bytes().to_vec())];
        for (status, headers, expected) in [
            (201, Vec::new(), PushAnswer::Taken),
            (404, Vec::new(), PushAnswer::Gone),
            (410, Vec::new(), PushAnswer::Gone),
            (403, Vec::new(), PushAnswer::Declined),
            (413, Vec::new(), PushAnswer::Declined),
            (429, later("7"), PushAnswer::Later(Some(7_000))),
            (503, later("soon"), PushAnswer::Later(None)),
        ] {
            let response = HttpResponse::whole(status, headers, Vec::new());
            assert_eq!(answer(&response), expected, "{status}");
        }
    }
}
