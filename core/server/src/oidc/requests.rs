//! Requests to the identity provider. They go the way of the plugins', which reaches no inner address that an admin
//! has not named, whatever the provider's document points to; a quiet copy of a server sends them too, because no
//! customer learns of it.

use super::error::OidcError;
use crate::app::reach;
use crate::limits::{OIDC_ANSWER_BYTES, OIDC_TOLD_CHARACTERS, OIDC_WAIT};
use anyhow::Result;
use futures::TryStreamExt;
use serde::de::DeserializeOwned;
use switchboard_host::{
    HttpClient, PrivateHost,
    network::{HttpBody, HttpFailure, HttpPort, HttpRequest, Reach},
};
use url::Url;

/// The headers of a request.
pub(super) type Headers = Vec<(String, Vec<u8>)>;

/// What sends them.
pub(super) struct Requests {
    http: HttpClient,
    hosts: Vec<PrivateHost>,
}

impl Requests {
    /// Those that reach these hosts beside all public ones.
    pub(super) fn new(hosts: Vec<PrivateHost>) -> Result<Self> {
        Ok(Self { http: HttpClient::new()?, hosts })
    }

    /// What is told as JSON at an address.
    pub(super) async fn get<T: DeserializeOwned>(&self, url: &Url) -> Result<T, OidcError> {
        let headers = vec![header("accept", "application/json")];
        let (status, text) = self.call("GET", url, headers, HttpBody::Empty).await?;
        if status != 200 {
            return Err(failed(format!("{url} answers {status}: check sign_in.oidc_issuer")));
        }
        read(url, &text)
    }

    /// Sends a request; gives the status and the body.
    pub(super) async fn call(
        &self,
        method: &str,
        url: &Url,
        headers: Headers,
        body: HttpBody,
    ) -> Result<(u16, Vec<u8>), OidcError> {
        let request = HttpRequest {
            method: method.to_owned(),
            url: url.clone(),
            shown_url: url.to_string(),
            headers,
            body,
            timeout: OIDC_WAIT,
            reach: self.reach(url)?,
        };
        let response = self.http.call(request).await.map_err(|failure| {
            let (HttpFailure::NotSent(reason)
            | HttpFailure::MaybeSent(reason)
            | HttpFailure::Refused(reason)) = failure;
            failed(format!("{url}: {reason}"))
        })?;
        let (status, mut body, mut text) = (response.status, response.body, Vec::new());
        while let Some(piece) =
            body.try_next().await.map_err(|error| failed(format!("{url}: {error}")))?
        {
            if text.len() + piece.len() > OIDC_ANSWER_BYTES {
                return Err(failed(format!("{url} answers more than {OIDC_ANSWER_BYTES} bytes")));
            }
            text.extend_from_slice(&piece);
        }
        Ok((status, text))
    }

    /// An address at the provider that may be asked.
    pub(super) fn url(&self, text: &str) -> Result<Url, OidcError> {
        let url = Url::parse(text).ok().filter(|url| url.username().is_empty());
        let url = url.ok_or_else(|| {
            let told: String = text.chars().take(OIDC_TOLD_CHARACTERS).collect();
            failed(format!("the identity provider names {told:?}, which is no address"))
        })?;
        self.reach(&url).map(|_| url)
    }

    fn reach(&self, url: &Url) -> Result<Reach, OidcError> {
        reach(&self.hosts, url).ok_or_else(|| {
            failed(format!(
                "{url} is not https: plain http is for hosts in plugins.allow_private_hosts alone"
            ))
        })
    }
}

/// A header of a request.
pub(super) fn header(name: &str, value: &str) -> (String, Vec<u8>) {
    (name.to_owned(), value.as_bytes().to_vec())
}

/// What an answer says.
pub(super) fn read<T: DeserializeOwned>(url: &Url, text: &[u8]) -> Result<T, OidcError> {
    serde_json::from_slice(text)
        .map_err(|error| failed(format!("{url} answers otherwise than it must: {error}")))
}

/// The provider cannot be used: those who run the server learn why, whoever signs in does not.
pub(super) fn failed(reason: String) -> OidcError {
    tracing::warn!(reason, "the identity provider cannot be used");
    OidcError::Provider(reason)
}
