//! The manifest of a plugin: what it is, what it asks for, what it can do. TOML, kept inside the
//! component in the custom section `switchboard:manifest`. A key that the host does not know is
//! refused: it would be a promise that nobody keeps.

use crate::{
    limits,
    origin::OriginPattern,
    quantity::{self, Rate},
};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};
use switchboard_model::connector::{Capabilities, SecretField};

/// A checked manifest.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// Reverse-domain id: `org.switchboard.telegram`.
    pub id: String,
    /// The plugin's own version.
    pub version: String,
    /// The name to show.
    pub title: String,
    /// Which exports it has.
    pub world: World,
    /// How requests of the platform are told from forged ones; none for a plugin without webhook.
    pub webhook: Option<Webhook>,
    /// Where it asks to reach.
    pub allow: Vec<AskedOrigin>,
    /// Its rate buckets.
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
    /// How a request is told from a forged one.
    pub verify: Verify,
    /// What the platform gets once its request is stored.
    #[serde(default)]
    pub ack: FixedAnswer,
    /// What a forger gets.
    #[serde(default = "FixedAnswer::unauthorized")]
    pub reject: FixedAnswer,
}

/// How a request is told from a forged one.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
pub enum Verify {
    /// A header has the secret's value.
    Equals {
        /// The header's name.
        header: String,
        /// The secret's name.
        secret: String,
    },
    /// A header has the HMAC of the body.
    Hmac {
        /// The header's name.
        header: String,
        /// What stands before the tag, such as `sha256=`.
        #[serde(default)]
        prefix: String,
        /// The hash.
        algorithm: HmacAlgorithm,
        /// The secret's name.
        secret: String,
        /// How the tag is written.
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
    /// The status code.
    pub status: u16,
    /// The exact body.
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
    /// The origins it may go to.
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
    /// The path or query.
    Url,
    /// A header's value.
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    id: String,
    version: String,
    api: String,
    title: Option<String>,
    #[serde(rename = "license")]
    _license: Option<String>,
    #[serde(rename = "maintainers", default)]
    _maintainers: Vec<String>,
    world: World,
    webhook: Option<Webhook>,
    #[serde(default)]
    net: NetDocument,
    #[serde(default)]
    secrets: BTreeMap<String, SecretDocument>,
    #[serde(default)]
    limits: LimitsDocument,
    #[serde(default)]
    capabilities: Capabilities,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct NetDocument {
    allow: Vec<String>,
    buckets: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct SecretDocument {
    #[serde(default)]
    hosts: Vec<String>,
    #[serde(rename = "in", default)]
    positions: Vec<SecretPosition>,
    #[serde(default = "yes")]
    required: bool,
    #[serde(default)]
    generated: bool,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct LimitsDocument {
    memory: Option<String>,
    cpu: Option<String>,
    wall: Option<String>,
}

fn yes() -> bool {
    true
}

/// The major version of the contract that this host speaks.
const API: &str = "1.0";

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
            })
            .collect()
    }
}

impl Document {
    fn check(self) -> Result<Manifest, String> {
        check_id(&self.id)?;
        if self.version.is_empty() || self.version.len() > 64 {
            return Err("version: write one to 64 characters".into());
        }
        if self.api != API {
            return Err(format!(
                "api = \"{}\": this host speaks {API}; install a newer Switchboard or an older plugin",
                self.api
            ));
        }
        if self.world.has_inbound() && self.webhook.is_none() {
            return Err("webhook: a plugin that reads webhooks says how they are verified".into());
        }
        let secrets = self
            .secrets
            .into_iter()
            .map(|(name, secret)| Ok((name.clone(), secret.check(&name)?)))
            .collect::<Result<BTreeMap<_, _>, String>>()?;
        if let Some(webhook) = &self.webhook {
            check_webhook(webhook, &secrets)?;
        }
        let allow = self
            .net
            .allow
            .into_iter()
            .map(|text| {
                let pattern =
                    OriginPattern::parse(&text).map_err(|reason| format!("net.allow: {reason}"))?;
                Ok(AskedOrigin { text, pattern })
            })
            .collect::<Result<Vec<_>, String>>()?;
        let buckets = self
            .net
            .buckets
            .into_iter()
            .map(|(name, rate)| match quantity::rate(&rate) {
                Ok(rate) => Ok((name, rate)),
                Err(reason) => Err(format!("net.buckets.{name}: {reason}")),
            })
            .collect::<Result<BTreeMap<_, _>, String>>()?;
        Ok(Manifest {
            title: self.title.unwrap_or_else(|| self.id.clone()),
            id: self.id,
            version: self.version,
            world: self.world,
            webhook: self.webhook,
            allow,
            buckets,
            secrets,
            limits: self.limits.check()?,
            capabilities: self.capabilities,
        })
    }
}

impl SecretDocument {
    fn check(self, name: &str) -> Result<Secret, String> {
        let hosts = self
            .hosts
            .iter()
            .map(|text| OriginPattern::parse(text))
            .collect::<Result<Vec<_>, _>>()
            .map_err(|reason| format!("secrets.{name}.hosts: {reason}"))?;
        if hosts.is_empty() != self.positions.is_empty() {
            return Err(format!(
                "secrets.{name}: `hosts` and `in` belong together; leave out both for a secret that \
                 is only compared or signed with"
            ));
        }
        Ok(Secret {
            hosts,
            positions: self.positions,
            is_required: self.required,
            is_generated: self.generated,
        })
    }
}

impl LimitsDocument {
    fn check(self) -> Result<Limits, String> {
        let memory_bytes = match self.memory {
            Some(text) => {
                quantity::bytes(&text).map_err(|reason| format!("limits.memory: {reason}"))?
            }
            None => limits::MEMORY_DEFAULT_BYTES,
        };
        if memory_bytes > limits::MEMORY_MAX_BYTES {
            return Err(format!(
                "limits.memory: at most {} MiB can be had",
                limits::MEMORY_MAX_BYTES >> 20
            ));
        }
        Ok(Limits {
            memory_bytes,
            cpu: checked("cpu", self.cpu, limits::EFFECT_CPU_DEFAULT, limits::EFFECT_CPU_MAX)?,
            wall: checked("wall", self.wall, limits::EFFECT_WALL_DEFAULT, limits::EFFECT_WALL_MAX)?,
        })
    }
}

fn checked(
    name: &str,
    text: Option<String>,
    default: Duration,
    maximum: Duration,
) -> Result<Duration, String> {
    let Some(text) = text else { return Ok(default) };
    let value = quantity::duration(&text).map_err(|reason| format!("limits.{name}: {reason}"))?;
    if value.is_zero() || value > maximum {
        return Err(format!("limits.{name}: between 1 ms and {} ms", maximum.as_millis()));
    }
    Ok(value)
}

fn check_id(id: &str) -> Result<(), String> {
    let is_label = |label: &str| {
        !label.is_empty()
            && label
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if id.len() <= 128 && id.contains('.') && id.split('.').all(is_label) {
        Ok(())
    } else {
        Err(format!(
            "id = \"{id}\": write a reversed domain in lower case, such as org.example.name"
        ))
    }
}

fn check_webhook(webhook: &Webhook, secrets: &BTreeMap<String, Secret>) -> Result<(), String> {
    let named = match &webhook.verify {
        Verify::Equals { secret, .. } | Verify::Hmac { secret, .. } => Some(secret),
        Verify::Guest => None,
    };
    if let Some(name) = named
        && !secrets.contains_key(name)
    {
        return Err(format!("webhook.verify: there is no [secrets.{name}]"));
    }
    for (key, answer) in [("ack", &webhook.ack), ("reject", &webhook.reject)] {
        if !(200..=599).contains(&answer.status) {
            return Err(format!("webhook.{key}.status: {} is no final HTTP status", answer.status));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
