//! What an admin lets a plugin do. The manifest asks, the admin grants, both must agree; what is not
//! granted is denied.

use crate::{
    manifest::{AskedOrigin, Manifest},
    origin::OriginPattern,
};
use std::collections::BTreeSet;

/// What an admin granted. The empty grant lets a plugin read and compute, nothing else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grant {
    /// Origins, in the manifest's own words.
    pub hosts: BTreeSet<String>,
    /// Names of secrets that may be used.
    pub secrets: BTreeSet<String>,
    /// Most memory of an instance, in bytes; none for what the manifest asks.
    pub memory_max_bytes: Option<u64>,
}

impl Grant {
    /// Everything that a manifest asks for: for plugins that come with Switchboard, and for those
    /// whose whole request an admin has confirmed.
    #[must_use]
    pub fn all_of(manifest: &Manifest) -> Self {
        Self {
            hosts: manifest.allow.iter().map(|asked| asked.text.clone()).collect(),
            secrets: manifest.secrets.keys().cloned().collect(),
            memory_max_bytes: None,
        }
    }
}

/// The common part of a manifest and a grant.
#[derive(Clone, Debug)]
pub(crate) struct Granted {
    pub(crate) origins: Vec<OriginPattern>,
    secrets: BTreeSet<String>,
    pub(crate) memory_bytes: u64,
}

impl Granted {
    pub(crate) fn new(manifest: &Manifest, grant: &Grant) -> Self {
        let is_granted = |asked: &&AskedOrigin| grant.hosts.contains(&asked.text);
        let asked_bytes = manifest.limits.memory_bytes;
        Self {
            origins: manifest
                .allow
                .iter()
                .filter(is_granted)
                .map(|asked| asked.pattern.clone())
                .collect(),
            secrets: manifest
                .secrets
                .keys()
                .filter(|name| grant.secrets.contains(*name))
                .cloned()
                .collect(),
            memory_bytes: grant.memory_max_bytes.map_or(asked_bytes, |most| most.min(asked_bytes)),
        }
    }

    pub(crate) fn has_secret(&self, name: &str) -> bool {
        self.secrets.contains(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn manifest() -> Manifest {
        Manifest::parse(
            "id = \"org.example.shop\"\nversion = \"1\"\napi = \"1.0\"\nworld = \"polled\"\n\
             [net]\nallow = [\"https://a.example\", \"https://b.example\"]\n[secrets.token]\n",
        )
        .unwrap()
    }

    #[test]
    fn nothing_is_granted_unless_it_is_asked_and_given() {
        let manifest = manifest();
        let nothing = Granted::new(&manifest, &Grant::default());
        assert!(nothing.origins.is_empty() && !nothing.has_secret("token"));

        let mut grant = Grant::all_of(&manifest);
        grant.hosts.remove("https://b.example");
        grant.hosts.insert("https://never-asked.example".into());
        grant.secrets.insert("never_asked".into());
        let granted = Granted::new(&manifest, &grant);
        assert_eq!(granted.origins.len(), 1);
        assert!(granted.has_secret("token") && !granted.has_secret("never_asked"));
    }

    #[test]
    fn the_smaller_memory_wins() {
        let manifest = manifest();
        let grant = Grant { memory_max_bytes: Some(1 << 20), ..Grant::default() };
        assert_eq!(Granted::new(&manifest, &grant).memory_bytes, 1 << 20);
        let grant = Grant { memory_max_bytes: Some(1 << 40), ..Grant::default() };
        assert_eq!(Granted::new(&manifest, &grant).memory_bytes, manifest.limits.memory_bytes);
    }
}
