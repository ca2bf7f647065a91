//! Sign-in by OpenID Connect: the code flow with PKCE, against the one identity provider that an admin has named.
//! A browser is sent there with a state, a nonce and a challenge, and brings a code back, for which the provider
//! tells who has signed in.
//!
//! What is absent: which operator that is (`desk::operator::sso`), cookies and routes (`http::oidc`), and anything
//! that strangers could fill: what is asked stands sealed in the browser.

mod error;
mod id_token;
mod pending;
mod provider;
mod requests;

pub use error::OidcError;
pub use pending::{Answered, Asked, Pending};

use crate::{
    config::{Config, EmailDomain, OidcConfig},
    limits::{OIDC_RETURN_BYTES, OIDC_SIGN_IN_MS, OIDC_TOKEN_BYTES},
};
use anyhow::Result;
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use id_token::Profile;
use provider::Provider;
use sha2::{Digest, Sha256};
use std::{collections::HashMap, sync::Arc};
use subtle::ConstantTimeEq;
use switchboard_desk::{keys::random_word, operator::sso::Vouched};
use switchboard_model::Clock;
use url::Url;

/// The way back from the provider.
pub const CALLBACK: &str = "/session/oidc/callback";

/// What is asked of the provider about somebody.
const SCOPE: &str = "openid email profile";

/// The identity provider of this server.
pub struct Oidc {
    config: OidcConfig,
    provider: Provider,
    clock: Arc<dyn Clock>,
}

impl Oidc {
    /// The provider of a configuration, where one is set. Nothing is asked yet.
    pub fn open(config: &Config, clock: &Arc<dyn Clock>) -> Result<Option<Self>> {
        let Some(oidc) = config.oidc()? else { return Ok(None) };
        let hosts = config.plugins.allow_private_hosts.clone();
        let provider = Provider::new(&oidc, hosts, Arc::clone(clock))?;
        Ok(Some(Self { config: oidc, provider, clock: Arc::clone(clock) }))
    }

    /// Can the provider be asked, and does it answer as it must.
    pub async fn look(&self) -> Result<(), OidcError> {
        self.provider.known().await.map(drop)
    }

    /// The provider, as it names itself.
    pub fn issuer(&self) -> &str {
        self.config.issuer.as_str()
    }

    /// The address at the provider to which a browser is sent, and what it has to keep until it comes back.
    pub async fn begin(&self, return_to: Option<&str>) -> Result<(Url, Asked), OidcError> {
        let return_to = return_to.unwrap_or("/").to_owned();
        if !is_own_path(&return_to) {
            return Err(OidcError::ReturnTo);
        }
        let known = self.provider.known().await?;
        let asked = Asked {
            state: random_word(),
            nonce: random_word(),
            verifier: random_word(),
            return_to,
            expires_at: self.clock.now().plus_ms(OIDC_SIGN_IN_MS).0,
        };
        let mut url = known.metadata.authorization_endpoint.clone();
        url.query_pairs_mut()
            .append_pair("response_type", "code")
            .append_pair("client_id", &self.config.client_id)
            .append_pair("redirect_uri", &self.callback())
            .append_pair("scope", SCOPE)
            .append_pair("state", &asked.state)
            .append_pair("nonce", &asked.nonce)
            .append_pair("code_challenge", &URL_SAFE_NO_PAD.encode(Sha256::digest(&asked.verifier)))
            .append_pair("code_challenge_method", "S256");
        Ok((url, asked))
    }

    /// The code in what a browser has brought back, if that answers what it asked.
    pub async fn code(&self, asked: &Asked, query: &str) -> Result<String, OidcError> {
        let mut answer: HashMap<String, String> = HashMap::new();
        for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
            if answer.insert(name.into_owned(), value.into_owned()).is_some() {
                return Err(OidcError::Foreign);
            }
        }
        let state = answer.get("state").map(String::as_str).unwrap_or_default();
        if !bool::from(state.as_bytes().ct_eq(asked.state.as_bytes())) {
            return Err(OidcError::Foreign);
        }
        // Of which provider the answer is (RFC 9207).
        let names_issuer = self.provider.known().await?.metadata.names_issuer;
        match answer.get("iss") {
            Some(issuer) if issuer != self.issuer() => {
                return Err(OidcError::Foreign);
            }
            None if names_issuer => return Err(OidcError::Foreign),
            Some(_) | None => {}
        }
        if let Some(error) = answer.get("error") {
            return Err(OidcError::refused(error));
        }
        let code = answer.remove("code").filter(|code| code.len() <= OIDC_TOKEN_BYTES);
        code.ok_or(OidcError::Foreign)
    }

    /// For whom the provider vouches, by the code that a browser has brought.
    pub async fn redeem(&self, asked: &Asked, code: &str) -> Result<Vouched, OidcError> {
        let callback = self.callback();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", callback.as_str()),
            ("code_verifier", asked.verifier.as_str()),
        ];
        let tokens = self.provider.tokens(&form).await?;
        let mut profile = self.provider.checked(&tokens.id_token, &asked.nonce).await?;
        // Where there is an access token, the address may be told for that alone (OpenID Connect Core 5.4).
        if profile.email.is_none()
            && let Some(access_token) = &tokens.access_token
            && let Some(told) = self.provider.user_info(access_token).await?
        {
            if told.subject != profile.subject {
                return Err(OidcError::Token("the provider tells of somebody else than its token"));
            }
            profile = Profile { name: told.name.or(profile.name), ..told };
        }
        let email = self.trusted(&profile);
        let issuer = self.issuer().to_owned();
        Ok(Vouched { issuer, subject: profile.subject, email, name: profile.name })
    }

    /// Is it this provider that vouches.
    pub fn is_of(&self, vouched: &Vouched) -> bool {
        vouched.issuer == self.issuer()
    }

    fn callback(&self) -> String {
        self.config.public_url.address(CALLBACK)
    }

    /// The address, where it says who somebody is: the provider has verified it, and an admin trusts it with the
    /// domain.
    fn trusted(&self, profile: &Profile) -> Option<String> {
        let email = profile.email.as_deref()?.trim().to_lowercase();
        let has_domain = |domain: &EmailDomain| domain.has(&email);
        let is_trusted =
            profile.is_email_verified && self.config.email_domains.iter().any(has_domain);
        is_trusted.then_some(email)
    }
}

/// A path on this server: nothing that a browser would take for another host.
fn is_own_path(path: &str) -> bool {
    let second = path.as_bytes().get(1);
    path.starts_with('/')
        && path.len() <= OIDC_RETURN_BYTES
        && !matches!(second, Some(b'/' | b'\\'))
        && path.bytes().all(|byte| byte.is_ascii_graphic())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// F109.
    #[test]
    fn a_browser_returns_to_this_server_alone() {
        for own in ["/", "/chats?status=NEW#1", "/a//b"] {
            assert!(is_own_path(own), "{own}");
        }
        let long = format!("/{}", "a".repeat(OIDC_RETURN_BYTES));
        for other in [
            "",
            "chats",
            "//evil.test",
            "/\\evil.test",
            "/\t/evil.test",
            "https://evil.test",
            &long,
        ] {
            assert!(!is_own_path(other), "{other:?}");
        }
    }
}
