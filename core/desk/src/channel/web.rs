//! The settings of the built-in web chat.

mod look;

pub use look::{Colour, LauncherSide, LookSettings};

use crate::limits::{
    CONSENT_TEXT_MAX_CHARACTERS, CONSENT_VERSION_MAX_CHARACTERS, GREETING_MAX_CHARACTERS,
    WEB_ORIGINS_MAX,
};
use crate::{DeskError, Result};
use serde::{Deserialize, Serialize};
use switchboard_model::{Origin, address_template, page_address};

/// Is something asked of a visitor before the first message.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Ask {
    /// Not asked.
    #[default]
    No,
    /// Asked, may be left empty.
    Optional,
    /// Asked and needed.
    Required,
}

/// What is kept of the addresses that visitors come from. Their places are looked up before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum IpKept {
    /// Nothing, and no place either.
    Off,
    /// The network: an IPv4 address without its last number, the first 48 bits of an IPv6 address.
    #[default]
    Masked,
    /// The address itself.
    Full,
}

/// Whose visits are listed, with the pages they look at (F57, F62).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum VisitsOf {
    /// Those of all who open a page, before they write.
    #[default]
    Everybody,
    /// Those of visitors who have written.
    WithChat,
    /// Nobody's.
    Nobody,
}

/// A consent that visitors are asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConsentSettings {
    /// Which text it is: consents name it. Another text has another version.
    pub version: String,
    /// What stands beside the box to tick.
    pub text: String,
    /// The page that the text links.
    #[serde(default)]
    pub url: Option<String>,
}

/// The settings of a web channel.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WebSettings {
    /// The pages that may show the chat, as origins such as `https://shop.example.com`. A request
    /// without an origin comes from no browser and is let in by the other checks.
    pub allowed_origins: Vec<String>,
    /// The visitor's name.
    pub ask_name: Ask,
    /// The visitor's email address.
    pub ask_email: Ask,
    /// Only visitors whom the host page has signed in may write.
    pub is_identity_required: bool,
    /// A visitor who has a chat may begin a further one beside it.
    pub is_new_chat_offered: bool,
    /// Visitors are told that somebody of the company has read what they wrote.
    pub is_seen_shown: bool,
    /// Operators with the permission see what a visitor types before it is sent (F34).
    pub is_typing_preview_on: bool,
    /// The consent that is asked for; none: nothing is asked, and visits are recorded from their begin.
    pub consent: Option<ConsentSettings>,
    /// The consent to be written to in broadcasts; none: nobody is asked, and nobody gets one here.
    pub broadcast_consent: Option<ConsentSettings>,
    /// Whose visits are listed.
    pub visits_of: VisitsOf,
    /// What is kept of visitors' addresses.
    pub visitor_ip: IpKept,
    /// A greeting that the widget shows.
    pub greeting: Option<String>,
    /// What the widget shows in the place of the greeting outside of business hours (F88).
    pub closed_text: Option<String>,
    /// How the widget looks.
    pub look: LookSettings,
    /// The company's own page as its user, for operators: with `{token}` for a token that says who opens it as
    /// whom, and is good for a minute.
    pub open_as_url: Option<String>,
}

/// The name of the web channel's secret that host pages sign identities with (HS256).
pub const IDENTITY_SECRET: &str = "identity_secret";
/// The name of the web channel's secret that the tokens of `open_as_url` are signed with (HS256).
pub const OPEN_AS_SECRET: &str = "open_as_secret";
/// Where the token stands in `open_as_url`.
pub(crate) const TOKEN_PLACE: &str = "{token}";

impl WebSettings {
    /// The settings of a stored channel.
    ///
    /// # Errors
    /// `Internal` when they were not written by `channel::create` or `edit`.
    pub fn read(settings: &serde_json::Value) -> Result<Self> {
        Self::deserialize(settings).map_err(|error| {
            DeskError::Internal(format!("the settings of a web channel are damaged: {error}"))
        })
    }
}

/// Are these settings that a web channel can have.
pub(super) fn check(settings: &serde_json::Value, secret_names: &[String]) -> Result<()> {
    let refuse = |reason: String| DeskError::invalid("settings", reason);
    let settings = WebSettings::deserialize(settings).map_err(|error| refuse(error.to_string()))?;
    let has = |secret: &str| secret_names.iter().any(|name| name == secret);
    if settings.allowed_origins.len() > WEB_ORIGINS_MAX {
        return Err(refuse(format!("allowed_origins has at most {WEB_ORIGINS_MAX} pages")));
    }
    if let Some(wrong) =
        settings.allowed_origins.iter().find(|origin| Origin::parse(origin).is_err())
    {
        return Err(refuse(format!(
            "allowed_origins: {wrong:?} is no origin: write https://shop.example.com, without a path"
        )));
    }
    if settings.is_identity_required && !has(IDENTITY_SECRET) {
        return Err(refuse(format!(
            "is_identity_required needs the secret {IDENTITY_SECRET}, which host pages sign with"
        )));
    }
    if let Some(url) = &settings.open_as_url {
        address_template::check(url, TOKEN_PLACE)
            .map_err(|error| refuse(format!("open_as_url {error}")))?;
        if !address_template::is_private(url) {
            let reason = "open_as_url begins with https: who reads its token on the way can use it";
            return Err(refuse(reason.to_owned()));
        }
        if !has(OPEN_AS_SECRET) {
            return Err(refuse(format!(
                "open_as_url needs the secret {OPEN_AS_SECRET}, which its tokens are signed with"
            )));
        }
    }
    for (name, text) in [("greeting", &settings.greeting), ("closed_text", &settings.closed_text)] {
        if text.as_ref().is_some_and(|text| text.chars().count() > GREETING_MAX_CHARACTERS) {
            return Err(refuse(format!("{name} has at most {GREETING_MAX_CHARACTERS} characters")));
        }
    }
    look::check(&settings.look).map_err(refuse)?;
    for (name, consent) in
        [("consent", &settings.consent), ("broadcast_consent", &settings.broadcast_consent)]
    {
        if let Some(consent) = consent {
            check_consent(name, consent).map_err(refuse)?;
        }
    }
    Ok(())
}

fn check_consent(name: &str, consent: &ConsentSettings) -> Result<(), String> {
    let ConsentSettings { version, text, url } = consent;
    let has = |text: &str, most: usize| {
        !text.trim().is_empty() && text.chars().count() <= most && !text.contains('\0')
    };
    if !has(version, CONSENT_VERSION_MAX_CHARACTERS) {
        return Err(format!("{name}.version has 1 to {CONSENT_VERSION_MAX_CHARACTERS} characters"));
    }
    if !has(text, CONSENT_TEXT_MAX_CHARACTERS) {
        return Err(format!("{name}.text has 1 to {CONSENT_TEXT_MAX_CHARACTERS} characters"));
    }
    if url.as_deref().is_some_and(|url| page_address::kept(url).is_none()) {
        return Err(format!("{name}.url is no page: write https://shop.example.com/privacy"));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn unknown_keys_and_paths_are_refused() {
        assert!(check(&json!({}), &[]).is_ok());
        assert!(check(&json!({"allowed_origins": ["https://shop.example.com"]}), &[]).is_ok());
        assert!(check(&json!({"allowed_origins": ["http://localhost:8080"]}), &[]).is_ok());
        assert!(check(&json!({"allowed_origins": ["https://Shop.example.com:443/"]}), &[]).is_ok());
        for wrong in [
            json!({"allowed_origin": []}),
            json!({"allowed_origins": ["https://shop.example.com/chat"]}),
            json!({"allowed_origins": ["shop.example.com"]}),
            json!({"allowed_origins": ["https://*"]}),
            json!({"is_identity_required": true}),
            json!({"ask_name": "MAYBE"}),
            json!({"visitor_ip": "SOME"}),
            json!({"look": {"accent": "red"}}),
            json!({"look": {"layer": -1}}),
            json!({"consent": {"version": "1"}}),
            json!({"broadcast_consent": {"version": "1"}}),
            json!({"consent": {"version": " ", "text": "May we?"}}),
            json!({"consent": {"version": "1", "text": "May we?", "url": "javascript:alert(1)"}}),
        ] {
            assert!(check(&wrong, &[]).is_err(), "{wrong} was taken");
        }
        assert!(
            check(&json!({"is_identity_required": true}), &[IDENTITY_SECRET.to_owned()]).is_ok()
        );
    }

    #[test]
    fn a_page_to_open_as_its_user_has_a_place_for_the_token_and_a_secret_to_sign_it() {
        let tried = |url: &str, names: &[&str]| {
            let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
            check(&json!({ "open_as_url": url }), &names).is_ok()
        };
        let good = "https://shop.example.com/login#{token}";
        assert!(tried(good, &[OPEN_AS_SECRET]));
        assert!(tried("http://localhost:3000/login?as={token}", &[OPEN_AS_SECRET]));
        assert!(!tried(good, &[IDENTITY_SECRET]));
        for wrong in [
            "http://shop.example.com/login?as={token}",
            "https://shop.example.com/login",
            "https://{token}.example.com/",
            "javascript:{token}",
        ] {
            assert!(!tried(wrong, &[OPEN_AS_SECRET]), "{wrong} was taken");
        }
    }
}
