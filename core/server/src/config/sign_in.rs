//! `[sign_in]`: how operators sign in. What belongs together is checked here, so that the server starts with all
//! of it or says what is missing.

use super::{Config, ConfigError};
use crate::limits::OIDC_ISSUER_BYTES;
use serde::Deserialize;
use switchboard_model::PublicUrl;
use url::Url;

/// `[sign_in]`
#[derive(Clone, Debug, Deserialize)]
pub struct SignInConfig {
    /// Do passwords sign in.
    pub password: bool,
    /// The identity provider, as it names itself.
    pub oidc_issuer: Option<Issuer>,
    /// What the provider calls this server.
    pub oidc_client_id: Option<String>,
    /// The secret that the provider has given to this server, where it has given one.
    pub oidc_client_secret: Option<String>,
    /// The domains of addresses by which operators are found whom the provider vouches for.
    pub oidc_email_domains: Vec<EmailDomain>,
}

/// The settings of one identity provider, all of them.
#[derive(Clone)]
pub struct OidcConfig {
    pub issuer: Issuer,
    pub client_id: String,
    pub client_secret: Option<String>,
    pub email_domains: Vec<EmailDomain>,
    /// Where browsers come back to from the provider.
    pub public_url: PublicUrl,
}

impl Config {
    /// The identity provider, where one is set.
    ///
    /// # Errors
    /// `WrongValue` for the key without which the others say nothing.
    pub fn oidc(&self) -> Result<Option<OidcConfig>, ConfigError> {
        let wrong = |key: &str, reason: &str| ConfigError::WrongValue {
            key: format!("sign_in.{key}"),
            reason: reason.to_owned(),
        };
        let SignInConfig { password, oidc_issuer, oidc_client_id, oidc_client_secret, .. } =
            &self.sign_in;
        let Some(issuer) = oidc_issuer else {
            let lonely = [
                ("oidc_client_id", oidc_client_id.is_some()),
                ("oidc_client_secret", oidc_client_secret.is_some()),
                ("oidc_email_domains", !self.sign_in.oidc_email_domains.is_empty()),
            ];
            if let Some((key, _)) = lonely.into_iter().find(|(_, is_set)| *is_set) {
                return Err(wrong(key, "sign_in.oidc_issuer is unset: name the identity provider"));
            }
            if !password {
                let reason = "sign_in.oidc_issuer is unset: nobody could sign in";
                return Err(wrong("password", reason));
            }
            return Ok(None);
        };
        let client_id = oidc_client_id.clone().filter(|id| !id.is_empty()).ok_or_else(|| {
            let reason = "sign_in.oidc_client_id is unset: register this server at the provider";
            wrong("oidc_issuer", reason)
        })?;
        let public_url = self.server.public_url.clone().ok_or_else(|| {
            let reason = "server.public_url is unset: the provider sends browsers back to it";
            wrong("oidc_issuer", reason)
        })?;
        Ok(Some(OidcConfig {
            issuer: issuer.clone(),
            client_id,
            client_secret: oidc_client_secret.clone(),
            email_domains: self.sign_in.oidc_email_domains.clone(),
            public_url,
        }))
    }
}

/// An issuer of OpenID Connect, letter for letter as it names itself.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Issuer(String);

impl Issuer {
    /// As it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for Issuer {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let url = Url::parse(&text).ok().filter(|url| {
            text.len() <= OIDC_ISSUER_BYTES
                && matches!(url.scheme(), "http" | "https")
                && url.has_host()
                && url.username().is_empty()
                && url.password().is_none()
                && url.query().is_none()
                && url.fragment().is_none()
        });
        url.map(|_| Self(text.clone())).ok_or_else(|| {
            format!("{text:?} is no issuer: write https://accounts.example.org, as the provider names itself")
        })
    }
}

/// A domain of email addresses.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct EmailDomain(String);

impl EmailDomain {
    /// In lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Is an address, in lower case, one of this very domain.
    pub fn has(&self, email: &str) -> bool {
        email.rsplit_once('@').is_some_and(|(_, domain)| domain == self.0)
    }
}

impl TryFrom<String> for EmailDomain {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        let domain = text.to_lowercase();
        let is_domain = !domain.is_empty()
            && domain.split('.').all(|label| !label.is_empty())
            && !domain.contains(|letter: char| "@*/:".contains(letter) || letter.is_whitespace());
        is_domain.then_some(Self(domain)).ok_or_else(|| {
            format!(
                "{text:?} is no domain: write example.org, without @ and *, one for each domain"
            )
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Sources, load};

    fn with(values: &[(&'static str, &str)]) -> Result<Config, ConfigError> {
        let overrides = values.iter().map(|(path, text)| (*path, (*text).to_owned())).collect();
        load(&Sources { overrides, ..Sources::default() })
    }

    const ISSUER: (&str, &str) = ("sign_in.oidc_issuer", "https://accounts.example.org");
    const ID: (&str, &str) = ("sign_in.oidc_client_id", "desk");
    const URL: (&str, &str) = ("server.public_url", "https://desk.example.org");
    const NO_PASSWORD: (&str, &str) = ("sign_in.password", "false");

    #[test]
    fn half_an_identity_provider_is_refused_with_what_is_missing() {
        for (values, key, missing) in [
            (&[ISSUER, URL][..], "sign_in.oidc_issuer", "sign_in.oidc_client_id"),
            (&[ISSUER, ID][..], "sign_in.oidc_issuer", "server.public_url"),
            (&[ID][..], "sign_in.oidc_client_id", "sign_in.oidc_issuer"),
            (
                &[("sign_in.oidc_email_domains", "a.org")][..],
                "email_domains",
                "sign_in.oidc_issuer",
            ),
            (&[NO_PASSWORD][..], "sign_in.password", "sign_in.oidc_issuer"),
        ] {
            let error = with(values).expect_err("half of it").to_string();
            assert!(error.contains(key) && error.contains(missing), "{error}");
        }
        let whole = with(&[ISSUER, ID, URL, NO_PASSWORD]).expect("a configuration");
        let oidc = whole.oidc().expect("whole").expect("it is set");
        assert_eq!((oidc.issuer.as_str(), oidc.client_id.as_str()), (ISSUER.1, "desk"));
        assert!(with(&[]).expect("defaults").oidc().expect("none is needed").is_none());
    }

    #[test]
    fn an_issuer_and_a_domain_are_written_as_such() {
        for wrong in
            ["", "accounts.example.org", "ftp://a.org", "https://a.org?x", "https://u@a.org"]
        {
            assert!(Issuer::try_from(wrong.to_owned()).is_err(), "{wrong:?}");
        }
        for good in ["https://a.org", "https://a.org/", "https://a.org/realms/desk"] {
            assert_eq!(Issuer::try_from(good.to_owned()).expect(good).as_str(), good);
        }
        for wrong in ["", "@a.org", "*.a.org", "a..org", ".org", "a org", "https://a.org"] {
            assert!(EmailDomain::try_from(wrong.to_owned()).is_err(), "{wrong:?}");
        }
        let domain = EmailDomain::try_from("Example.ORG".to_owned()).expect("a domain");
        assert!(domain.has("ana@example.org"));
        for other in
            ["ana@mail.example.org", "ana@example.org.evil.test", "example.org", "ana@eexample.org"]
        {
            assert!(!domain.has(other), "{other}");
        }
    }
}
