//! An identity provider that others wrote, as a process of its own with a browser beside it: npm `oidc-provider`.

use crate::programs;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Write},
    process::{Child, ChildStdin, ChildStdout, Command, Stdio},
};
use switchboard_model::Timestamp;

const CLIENT_ID: &str = "desk";
/// With letters that a form encodes.
const CLIENT_SECRET: &str = "a secret & more: 100 %";

/// The provider.
pub struct IdentityProvider {
    child: Child,
    commands: ChildStdin,
    answers: BufReader<ChildStdout>,
    /// How it names itself.
    pub issuer: String,
}

impl IdentityProvider {
    /// Starts one at which a server with this public address is registered.
    pub fn start(public_url: &str) -> Self {
        let callback = format!("{public_url}/session/oidc/callback");
        let mut child = Command::new("node")
            .args(["oidc.mjs", CLIENT_ID, CLIENT_SECRET, &callback])
            .current_dir(programs::folder())
            // Its browser reaches it by HTTP: not by way of a proxy.
            .env("NO_PROXY", "127.0.0.1")
            .env("no_proxy", "127.0.0.1")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("node starts");
        let commands = child.stdin.take().expect("a pipe");
        let answers = BufReader::new(child.stdout.take().expect("a pipe"));
        let mut provider = Self { child, commands, answers, issuer: String::new() };
        provider.issuer = provider.line();
        assert!(
            provider.issuer.starts_with("http://127.0.0.1:"),
            "it listens: {}",
            provider.issuer
        );
        provider
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
        self.ask(&format!("as {claims}"));
    }

    /// Spoils the tokens from now on; `none` stops that.
    pub fn damages(&mut self, what: &str) {
        self.ask(&format!("damage {what}"));
    }

    /// A browser goes to this address of it, and signs in; gives where it is sent to from there.
    pub fn visit(&mut self, url: &str) -> String {
        let answer = self.ask(&format!("visit {url}"));
        answer["url"].as_str().unwrap_or_else(|| panic!("it sends nobody on: {answer}")).to_owned()
    }

    /// Its clock.
    pub fn now(&mut self) -> Timestamp {
        Timestamp(self.ask("now")["now"].as_i64().expect("a time"))
    }

    /// How often a code was shown to it.
    pub fn asked(&mut self) -> i64 {
        self.ask("asked")["asked"].as_i64().expect("a count")
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.answers.read_line(&mut line).expect("the provider answers");
        line.trim_end().to_owned()
    }

    fn ask(&mut self, command: &str) -> Value {
        writeln!(self.commands, "{command}").expect("the provider listens");
        let line = self.line();
        serde_json::from_str(&line).unwrap_or_else(|error| panic!("{command}: {error}: {line:?}"))
    }
}

impl Drop for IdentityProvider {
    fn drop(&mut self) {
        // A test that failed leaves no process behind; one that is gone already needs nothing.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
