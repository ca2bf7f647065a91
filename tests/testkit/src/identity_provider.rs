//! An identity provider that others wrote, as a process of its own with a browser beside it: npm `oidc-provider`.

use crate::programs::Script;
use serde_json::Value;
use switchboard_model::Timestamp;

const CLIENT_ID: &str = "desk";
/// With letters that a form encodes.
const CLIENT_SECRET: &str = "a secret & more: 100 %";

/// The provider.
pub struct IdentityProvider {
    script: Script,
    /// How it names itself.
    pub issuer: String,
}

impl IdentityProvider {
    /// Starts one at which a server with this public address is registered.
    pub fn start(public_url: &str) -> Self {
        let callback = format!("{public_url}/session/oidc/callback");
        let script = Script::start(&["oidc.mjs", CLIENT_ID, CLIENT_SECRET, &callback]);
        let issuer = script.url.clone();
        Self { script, issuer }
    }

    /// The settings of a server that is registered there.
    pub fn variables(&self) -> Vec<(String, String)> {
        [
            ("SWITCHBOARD_SIGN_IN_OIDC_ISSUER", self.issuer.as_str()),
            ("SWITCHBOARD_SIGN_IN_OIDC_CLIENT_ID", CLIENT_ID),
            ("SWITCHBOARD_SIGN_IN_OIDC_CLIENT_SECRET", CLIENT_SECRET),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into()
    }

    /// Who signs in there from now on.
    pub fn knows(&mut self, claims: &Value) {
        self.script.ask(&format!("as {claims}"));
    }

    /// Spoils the tokens from now on; `none` stops that.
    pub fn damages(&mut self, what: &str) {
        self.script.ask(&format!("damage {what}"));
    }

    /// A browser goes to this address of it, and signs in; gives where it is sent to from there.
    pub fn visit(&mut self, url: &str) -> String {
        let answer = self.script.ask(&format!("visit {url}"));
        answer["url"].as_str().unwrap_or_else(|| panic!("it sends nobody on: {answer}")).to_owned()
    }

    /// Its clock.
    pub fn now(&mut self) -> Timestamp {
        Timestamp(self.script.ask("now")["now"].as_i64().expect("a time"))
    }

    /// It signs with a new key from now on, and knows the old one no more.
    pub fn changes_keys(&mut self) {
        self.script.ask("change-keys");
    }

    /// How often a code was shown to it.
    pub fn asked(&mut self) -> i64 {
        self.script.ask("asked")["codes"].as_i64().expect("a count")
    }

    /// How often its keys were asked for.
    pub fn keys_asked(&mut self) -> i64 {
        self.script.ask("asked")["keys"].as_i64().expect("a count")
    }
}
