//! What an admin lets a plugin do. The manifest asks, the admin grants, both must agree; what is not
//! granted is denied.

use crate::{
    limits,
    manifest::{AskedOrigin, Manifest},
    origin::OriginPattern,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What an admin granted. The empty grant lets a plugin read and compute, nothing else.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Grant {
    /// Origins, in the manifest's own words.
    pub hosts: BTreeSet<String>,
    /// Names of secrets that may be used, each with the origins that it may be sent to.
    pub secrets: BTreeMap<String, BTreeSet<String>>,
    /// Most memory of an instance, in bytes.
    pub memory_max_bytes: u64,
}

impl Default for Grant {
    fn default() -> Self {
        Self {
            hosts: BTreeSet::new(),
            secrets: BTreeMap::new(),
            memory_max_bytes: limits::MEMORY_DEFAULT_BYTES,
        }
    }
}

impl Grant {
    /// Everything that a manifest asks for: for plugins that come with Switchboard, and for those
    /// whose whole request an admin has confirmed.
    #[must_use]
    pub fn all_of(manifest: &Manifest) -> Self {
        let secrets = manifest.secrets.iter().map(|(name, secret)| {
            (name.clone(), secret.hosts.iter().map(OriginPattern::to_string).collect())
        });
        Self {
            hosts: manifest.allow.iter().map(|asked| asked.text.clone()).collect(),
            secrets: secrets.collect(),
            memory_max_bytes: manifest.limits.memory_bytes.max(limits::MEMORY_DEFAULT_BYTES),
        }
    }

    /// What this lets a plugin do and the other does not: a line for each, as an admin reads it.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Vec<String> {
        let hosts = self.hosts.difference(&other.hosts).map(|host| reaching(host));
        let secrets = self.secrets.iter().flat_map(|(name, hosts)| {
            let known = other.secrets.get(name);
            let is_new = move |host: &&String| known.is_none_or(|known| !known.contains(*host));
            let used = known.is_none().then(|| using(name));
            let sent = hosts.iter().filter(is_new);
            used.into_iter().chain(sent.map(move |host| sending(name, host)))
        });
        let mebibytes = self.memory_max_bytes >> 20;
        let memory = (self.memory_max_bytes > other.memory_max_bytes)
            .then(|| format!("takes {mebibytes} MiB of memory"));
        hosts.chain(secrets).chain(memory).collect()
    }
}

/// That a host is reached, as an admin reads it.
pub(crate) fn reaching(host: &str) -> String {
    format!("reaches {host}")
}

/// That a secret is used, as an admin reads it.
pub(crate) fn using(secret: &str) -> String {
    format!("uses the secret {secret}")
}

/// That a secret is sent to a host, as an admin reads it.
pub(crate) fn sending(secret: &str, host: &str) -> String {
    format!("sends the secret {secret} to {host}")
}

/// The common part of a manifest and a grant.
#[derive(Clone, Debug)]
pub(crate) struct Granted {
    pub(crate) origins: Vec<AskedOrigin>,
    /// The secrets, each with the origins that it may be sent to.
    pub(crate) secrets: BTreeMap<String, Vec<OriginPattern>>,
    pub(crate) memory_bytes: u64,
}

impl Granted {
    pub(crate) fn new(manifest: &Manifest, grant: &Grant) -> Self {
        let is_granted = |asked: &&AskedOrigin| grant.hosts.contains(&asked.text);
        let secrets = manifest.secrets.iter().filter_map(|(name, secret)| {
            let granted = grant.secrets.get(name)?;
            let hosts = secret.hosts.iter().filter(|host| granted.contains(&host.to_string()));
            Some((name.clone(), hosts.cloned().collect()))
        });
        Self {
            origins: manifest.allow.iter().filter(is_granted).cloned().collect(),
            secrets: secrets.collect(),
            memory_bytes: manifest.limits.memory_bytes.min(grant.memory_max_bytes),
        }
    }

    pub(crate) fn has_secret(&self, name: &str) -> bool {
        self.secrets.contains_key(name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MANIFEST: &str = "id = \"org.example.shop\"\nversion = \"1\"\napi = \"1.0\"\n\
        world = \"polled\"\n\
        [net]\nallow = [\"https://a.example\", \"https://b.example\"]\n\
        [secrets.token]\nhosts = [\"https://a.example\"]\nin = [\"url\"]\n\
        [secrets.key]\n";

    fn manifest() -> Manifest {
        Manifest::parse(MANIFEST).unwrap()
    }

    #[test]
    fn nothing_is_granted_unless_it_is_asked_and_given() {
        let manifest = manifest();
        let nothing = Granted::new(&manifest, &Grant::default());
        assert!(nothing.origins.is_empty() && !nothing.has_secret("token"));

        let mut grant = Grant::all_of(&manifest);
        grant.hosts.remove("https://b.example");
        grant.hosts.insert("https://never-asked.example".into());
        grant.secrets.insert("never_asked".into(), BTreeSet::new());
        let granted = Granted::new(&manifest, &grant);
        assert_eq!(granted.origins.len(), 1);
        assert!(granted.has_secret("token") && !granted.has_secret("never_asked"));
    }

    #[test]
    fn the_smaller_memory_wins() {
        let manifest = manifest();
        let grant = Grant { memory_max_bytes: 1 << 20, ..Grant::default() };
        assert_eq!(Granted::new(&manifest, &grant).memory_bytes, 1 << 20);
        let grant = Grant { memory_max_bytes: 1 << 40, ..Grant::default() };
        assert_eq!(Granted::new(&manifest, &grant).memory_bytes, manifest.limits.memory_bytes);
    }

    #[test]
    fn what_is_asked_and_not_granted_is_told_line_by_line() {
        let asked = Grant::all_of(&manifest());
        assert_eq!(
            asked.beyond(&Grant::default()),
            [
                "reaches https://a.example",
                "reaches https://b.example",
                "uses the secret key",
                "uses the secret token",
                "sends the secret token to https://a.example:443",
            ]
        );
        assert_eq!(asked.beyond(&asked), Vec::<String>::new());
    }

    #[test]
    fn a_new_version_that_asks_for_more_gets_what_was_granted() {
        let granted = Grant::all_of(&manifest());
        let more = MANIFEST.replacen("hosts = [", "hosts = [\"https://b.example\", ", 1).replacen(
            "allow = [",
            "allow = [\"https://c.example\", ",
            1,
        );
        let newer = Manifest::parse(&format!("{more}[limits]\nmemory = \"64MiB\"\n")).unwrap();
        assert_eq!(
            Grant::all_of(&newer).beyond(&granted),
            [
                "reaches https://c.example",
                "sends the secret token to https://b.example:443",
                "takes 64 MiB of memory",
            ]
        );
        let kept = Granted::new(&newer, &granted);
        assert_eq!((kept.origins.len(), kept.secrets["token"].len()), (2, 1));
        assert_eq!(kept.memory_bytes, limits::MEMORY_DEFAULT_BYTES);
    }

    #[test]
    fn a_grant_is_read_as_it_was_kept() {
        let grant = Grant::all_of(&manifest());
        let kept = serde_json::to_value(&grant).unwrap();
        assert_eq!(serde_json::from_value::<Grant>(kept).unwrap(), grant);
        assert_eq!(serde_json::from_str::<Grant>("{}").unwrap(), Grant::default());
    }
}
