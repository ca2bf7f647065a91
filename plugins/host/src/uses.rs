//! How often a plugin has used what it was granted, since it was loaded: what it never uses can be taken back.

use crate::grant::{Grant, reaching, sending, using};
use std::{
    collections::BTreeMap,
    sync::atomic::{AtomicU64, Ordering::Relaxed},
};

/// The uses of a plugin, each by the line that an admin reads.
#[derive(Debug)]
pub(crate) struct Uses(BTreeMap<String, AtomicU64>);

impl Uses {
    /// None yet of all that is asked for; memory is not used, but had.
    pub(crate) fn of(asked: &Grant) -> Self {
        let hosts = asked.hosts.iter().map(|host| reaching(host));
        let secrets = asked.secrets.iter().flat_map(|(name, hosts)| {
            let sent = hosts.iter().map(move |host| sending(name, host));
            std::iter::once(using(name)).chain(sent)
        });
        Self(hosts.chain(secrets).map(|line| (line, AtomicU64::new(0))).collect())
    }

    /// It was used once more.
    pub(crate) fn note(&self, line: &str) {
        if let Some(count) = self.0.get(line) {
            count.fetch_add(1, Relaxed);
        }
    }

    /// How often it was; none of what is not used, but had.
    pub(crate) fn count(&self, line: &str) -> Option<u64> {
        self.0.get(line).map(|count| count.load(Relaxed))
    }
}
