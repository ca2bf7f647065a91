//! Asks the identity provider: what it says of itself, its keys, the tokens for a code, and about somebody.

use super::{
    error::OidcError,
    id_token::{self, Expected, Profile, Unverified},
    requests::{Headers, Requests, failed, header, read},
};
use crate::{
    config::OidcConfig,
    limits::{
        OIDC_FAILED_MS, OIDC_KEPT_MS, OIDC_KEYS, OIDC_KEYS_KEPT_MS, OIDC_TOKEN_BYTES,
        OIDC_TOLD_CHARACTERS,
    },
};
use anyhow::Result;
use base64::{Engine, engine::general_purpose::STANDARD};
use jsonwebtoken::jwk::Jwk;
use serde::Deserialize;
use serde_json::{Map, Value};
use std::sync::Arc;
use switchboard_host::{PrivateHost, network::HttpBody};
use switchboard_model::{Clock, Timestamp};
use tokio::sync::Mutex;
use url::{Url, form_urlencoded};

/// The provider, and what was last found of it.
pub(super) struct Provider {
    requests: Requests,
    issuer: String,
    client_id: String,
    client_secret: Option<String>,
    clock: Arc<dyn Clock>,
    /// Held while it is asked, so that all who wait ask once.
    last: Mutex<Option<Look>>,
}

struct Look {
    at: Timestamp,
    found: Result<Arc<Known>, OidcError>,
}

/// What the provider says of itself.
pub(super) struct Known {
    pub(super) metadata: Metadata,
    keys: Vec<Jwk>,
}

/// Where it is asked for what.
pub(super) struct Metadata {
    pub(super) authorization_endpoint: Url,
    token_endpoint: Url,
    user_info_endpoint: Option<Url>,
    keys: Url,
    /// Takes the secret in the form, and not in a header.
    takes_secret_in_form: bool,
    /// Says in each answer whose it is.
    pub(super) names_issuer: bool,
}

/// The document of OpenID Connect Discovery.
#[derive(Deserialize)]
struct Document {
    issuer: String,
    authorization_endpoint: String,
    token_endpoint: String,
    userinfo_endpoint: Option<String>,
    jwks_uri: String,
    token_endpoint_auth_methods_supported: Option<Vec<String>>,
    #[serde(default)]
    authorization_response_iss_parameter_supported: bool,
}

#[derive(Deserialize)]
struct Keys {
    keys: Vec<Value>,
}

/// What a code is redeemed for.
#[derive(Deserialize)]
pub(super) struct Tokens {
    pub(super) id_token: String,
    pub(super) access_token: Option<String>,
}

#[derive(Deserialize)]
struct Refusal {
    error: String,
}

impl Provider {
    /// The provider of these settings. Nothing is asked yet.
    pub(super) fn new(
        config: &OidcConfig,
        hosts: Vec<PrivateHost>,
        clock: Arc<dyn Clock>,
    ) -> Result<Self> {
        Ok(Self {
            requests: Requests::new(hosts)?,
            issuer: config.issuer.as_str().to_owned(),
            client_id: config.client_id.clone(),
            client_secret: config.client_secret.clone(),
            clock,
            last: Mutex::default(),
        })
    }

    /// What it says of itself, as it was a while ago.
    pub(super) async fn known(&self) -> Result<Arc<Known>, OidcError> {
        self.known_for(OIDC_KEPT_MS).await
    }

    async fn known_for(&self, kept_ms: i64) -> Result<Arc<Known>, OidcError> {
        let mut last = self.last.lock().await;
        let now = self.clock.now();
        if let Some(look) = &*last {
            let kept_ms = if look.found.is_ok() { kept_ms } else { OIDC_FAILED_MS };
            if (0..kept_ms).contains(&now.since_ms(look.at)) {
                return look.found.clone();
            }
        }
        let found = self.read().await.map(Arc::new);
        *last = Some(Look { at: now, found: found.clone() });
        found
    }

    async fn read(&self) -> Result<Known, OidcError> {
        let path = "/.well-known/openid-configuration";
        let url = self.requests.url(&format!("{}{path}", self.issuer.trim_end_matches('/')))?;
        let document: Document = self.requests.get(&url).await?;
        // Letter for letter: another provider must not speak for this one.
        if document.issuer != self.issuer {
            return Err(failed(format!(
                "{url} is of the issuer {:?}: write sign_in.oidc_issuer so",
                document.issuer.chars().take(OIDC_TOLD_CHARACTERS).collect::<String>()
            )));
        }
        let methods = document.token_endpoint_auth_methods_supported.unwrap_or_default();
        let has = |method: &str| methods.iter().any(|one| one == method);
        let user_info = document.userinfo_endpoint.as_deref();
        let metadata = Metadata {
            authorization_endpoint: self.requests.url(&document.authorization_endpoint)?,
            token_endpoint: self.requests.url(&document.token_endpoint)?,
            user_info_endpoint: user_info.map(|text| self.requests.url(text)).transpose()?,
            keys: self.requests.url(&document.jwks_uri)?,
            // The header is what goes without saying (OpenID Connect Discovery, 3).
            takes_secret_in_form: has("client_secret_post") && !has("client_secret_basic"),
            names_issuer: document.authorization_response_iss_parameter_supported,
        };
        let set: Keys = self.requests.get(&metadata.keys).await?;
        // A key of a kind that is not known here is none that signs for us.
        let keys = set.keys.into_iter().take(OIDC_KEYS);
        let keys = keys.filter_map(|key| serde_json::from_value(key).ok()).collect();
        Ok(Known { metadata, keys })
    }

    /// The tokens for a code.
    pub(super) async fn tokens(&self, form: &[(&str, &str)]) -> Result<Tokens, OidcError> {
        let known = self.known().await?;
        let (headers, body) = self.token_request(form, known.metadata.takes_secret_in_form);
        let url = &known.metadata.token_endpoint;
        let (status, text) =
            self.requests.call("POST", url, headers, HttpBody::Bytes(body)).await?;
        if status == 200 {
            return read(url, &text);
        }
        match serde_json::from_slice::<Refusal>(&text).ok().map(|refusal| refusal.error) {
            Some(error) if error == "invalid_grant" => Err(OidcError::refused(&error)),
            Some(error) if error == "invalid_client" => Err(failed(format!(
                "{url} does not know this server: check sign_in.oidc_client_id and sign_in.oidc_client_secret"
            ))),
            _ => Err(failed(format!("{url} answers {status} to a code"))),
        }
    }

    fn token_request(
        &self,
        form: &[(&str, &str)],
        takes_secret_in_form: bool,
    ) -> (Headers, Vec<u8>) {
        let mut body = form_urlencoded::Serializer::new(String::new());
        body.extend_pairs(form);
        let mut headers = vec![
            header("accept", "application/json"),
            header("content-type", "application/x-www-form-urlencoded"),
        ];
        match &self.client_secret {
            Some(secret) if takes_secret_in_form => {
                body.append_pair("client_id", &self.client_id);
                body.append_pair("client_secret", secret);
            }
            Some(secret) => {
                // Both parts are encoded like a form's (RFC 6749, 2.3.1).
                let encoded = |text: &str| -> String {
                    form_urlencoded::byte_serialize(text.as_bytes()).collect()
                };
                let pair = format!("{}:{}", encoded(&self.client_id), encoded(secret));
                headers.push(header("authorization", &format!("Basic {}", STANDARD.encode(pair))));
            }
            None => {
                body.append_pair("client_id", &self.client_id);
            }
        }
        (headers, body.finish().into_bytes())
    }

    /// Who has signed in, by the token that the provider has signed. One that is signed with a key of which nothing
    /// is known lets the keys be read again.
    pub(super) async fn checked(&self, token: &str, nonce: &str) -> Result<Profile, OidcError> {
        let (issuer, client_id) = (self.issuer.as_str(), self.client_id.as_str());
        let expected = Expected { issuer, client_id, nonce, now: self.clock.now() };
        let known = self.known().await?;
        let checked = match id_token::check(token, &known.keys, &expected) {
            Err(Unverified::UnknownKey) => {
                let again = self.known_for(OIDC_KEYS_KEPT_MS).await?;
                id_token::check(token, &again.keys, &expected)
            }
            checked => checked,
        };
        checked.map_err(|unverified| OidcError::Token(unverified.reason()))
    }

    /// What the provider tells about who has this access token; none where it is not to be asked.
    pub(super) async fn user_info(&self, token: &str) -> Result<Option<Profile>, OidcError> {
        let known = self.known().await?;
        let Some(url) = &known.metadata.user_info_endpoint else { return Ok(None) };
        if token.len() > OIDC_TOKEN_BYTES {
            return Err(failed(format!(
                "{} gives too long a token",
                known.metadata.token_endpoint
            )));
        }
        let bearer = header("authorization", &format!("Bearer {token}"));
        let headers = vec![header("accept", "application/json"), bearer];
        let (status, text) = self.requests.call("GET", url, headers, HttpBody::Empty).await?;
        if status != 200 {
            return Err(failed(format!("{url} answers {status}")));
        }
        let claims: Map<String, Value> = read(url, &text)?;
        Profile::of(&claims).map(Some).map_err(OidcError::Token)
    }
}
