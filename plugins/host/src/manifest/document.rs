//! A manifest as it is written, and the checks that make it one that can be relied on.

use super::{AskedOrigin, Limits, Manifest, Secret, SecretPosition, Verify, Webhook, World};
use crate::{limits, origin::OriginPattern, quantity};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};
use switchboard_model::connector::Capabilities;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Document {
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

/// The version of the contract that this host speaks.
const API: &str = "1.0";

impl Document {
    pub(super) fn check(self) -> Result<Manifest, String> {
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
