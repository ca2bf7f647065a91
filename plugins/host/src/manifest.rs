//! The manifest of a plugin: what it is, what it asks for, what it can do. TOML, kept inside the
//! component in the custom section `switchboard:manifest`. A key that the host does not know is
//! refused: it would be a promise that nobody keeps.

mod document;

use crate::{origin::OriginPattern, quantity::Rate};
use document::Document;
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};
use switchboard_model::connector::{Capabilities, SecretField};

/// A checked manifest.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Reverse-domain id: `org.switchboard.telegram`.
    pub id: String,
    pub version: String,
    pub title: String,
    pub world: World,
    /// How requests of the platform are distinguished from forged ones; none for a plugin without webhook.
    pub webhook: Option<Webhook>,
    /// Where it asks to reach.
    pub allow: Vec<AskedOrigin>,
    pub buckets: BTreeMap<String, Rate>,
    /// The secrets of a channel, by name.
    pub secrets: BTreeMap<String, Secret>,
    /// What one call may use.
    pub limits: Limits,
    /// What the desk may ask of it.
    pub capabilities: Capabilities,
}

/// Which exports a plugin has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum World {
    /// The platform posts to a webhook.
    Channel,
    /// The platform is asked.
    Polled,
    /// Either.
    ChannelPolled,
}

impl World {
    /// Does it read webhooks.
    #[must_use]
    pub fn has_inbound(self) -> bool {
        self != Self::Polled
    }

    /// Can it be polled.
    #[must_use]
    pub fn has_polling(self) -> bool {
        self != Self::Channel
    }
}

/// An origin that a plugin asks for, beside the words the admin grants it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskedOrigin {
    /// As written.
    pub text: String,
    /// As understood.
    pub pattern: OriginPattern,
}

/// The webhook part of a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Webhook {
    /// How a request is distinguished from a forged one.
    pub verify: Verify,
    /// What the platform gets once its request is stored.
    #[serde(default)]
    pub ack: FixedAnswer,
    /// What a forger gets.
    #[serde(default = "FixedAnswer::unauthorized")]
    pub reject: FixedAnswer,
}

/// How a request is distinguished from a forged one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Verify {
    /// A header has the secret's value.
    Equals { header: String, secret: String },
    /// A header has the HMAC of the body.
    Hmac {
        header: String,
        /// What stands before the tag, such as `sha256=`.
        #[serde(default)]
        prefix: String,
        algorithm: HmacAlgorithm,
        secret: String,
        encoding: TagEncoding,
    },
    /// The plugin's own `verify`, for what a manifest cannot express.
    Guest,
}

/// The hash of an HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum HmacAlgorithm {
    /// SHA-1, for the platforms that still use it.
    Sha1,
    /// SHA-256.
    Sha256,
    /// SHA-512.
    Sha512,
}

/// How a tag is written in a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TagEncoding {
    /// Hexadecimal, either case.
    Hex,
    /// Base64 with padding.
    Base64,
}

/// An answer that never changes.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FixedAnswer {
    pub status: u16,
    #[serde(default)]
    pub body: String,
}

impl Default for FixedAnswer {
    fn default() -> Self {
        Self { status: 200, body: String::new() }
    }
}

impl FixedAnswer {
    fn unauthorized() -> Self {
        Self { status: 401, body: String::new() }
    }
}

/// A secret of a channel: where it may be filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Secret {
    pub hosts: Vec<OriginPattern>,
    /// The parts of a request it may stand in.
    pub positions: Vec<SecretPosition>,
    /// Must a channel have it.
    pub is_required: bool,
    /// Is it made by the core instead of typed in.
    pub is_generated: bool,
}

/// A part of a request that a secret may stand in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SecretPosition {
    Url,
    Header,
    /// A body that is a template.
    Body,
}

/// What one call may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Memory of an instance, in bytes.
    pub memory_bytes: u64,
    /// Processor time of an effectful call.
    pub cpu: Duration,
    /// Longest effectful call.
    pub wall: Duration,
}

impl Manifest {
    /// Reads and checks a manifest.
    ///
    /// # Errors
    /// A sentence that names the key and what to write instead.
    pub fn parse(text: &str) -> Result<Self, String> {
        let document: Document = toml::from_str(text).map_err(|error| error.to_string())?;
        document.check()
    }

    /// The secrets, as the core needs to know them.
    #[must_use]
    pub fn secret_fields(&self) -> Vec<SecretField> {
        self.secrets
            .iter()
            .map(|(name, secret)| SecretField {
                name: name.clone(),
                is_required: secret.is_required,
                is_generated: secret.is_generated,
                host_settings: secret.hosts.iter().filter_map(OriginPattern::setting).collect(),
            })
            .collect()
    }
}

#[cfg(test)]
mod tests;
