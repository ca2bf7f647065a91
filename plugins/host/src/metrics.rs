//! What the plugins did, in numbers that only grow.

use crate::limits::CALL_BUCKETS_S;
use prometheus_client::{
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use std::{sync::atomic::Ordering::Relaxed, time::Duration};
use switchboard_model::connector::ErrorClass;

/// Every class that a call may fail with.
const CLASSES: [ErrorClass; 9] = [
    ErrorClass::Transient,
    ErrorClass::RateLimited,
    ErrorClass::Auth,
    ErrorClass::Invalid,
    ErrorClass::Recipient,
    ErrorClass::Unsupported,
    ErrorClass::Denied,
    ErrorClass::MaybeSent,
    ErrorClass::Permanent,
];

type ByPlugin<M> = Family<[(&'static str, String); 1], M>;
type Calls = Family<[(&'static str, String); 1], Histogram, fn() -> Histogram>;
type Failures = Family<[(&'static str, String); 2], Counter>;

/// The numbers of all plugins of a host. A clone counts into the same numbers.
#[derive(Clone, Debug)]
pub struct HostMetrics {
    calls: Calls,
    failures: Failures,
    strikes: ByPlugin<Counter>,
    denied: ByPlugin<Counter>,
    memory_peak: ByPlugin<Gauge>,
}

impl Default for HostMetrics {
    fn default() -> Self {
        Self {
            calls: Calls::new_with_constructor(|| Histogram::new(CALL_BUCKETS_S)),
            failures: Family::default(),
            strikes: Family::default(),
            denied: Family::default(),
            memory_peak: Family::default(),
        }
    }
}

impl HostMetrics {
    /// Shows these numbers in a registry.
    pub fn register(&self, registry: &mut Registry) {
        let plugin = registry.sub_registry_with_prefix("plugin");
        let all = self.clone();
        plugin.register_with_unit("call", "Calls of a plugin", Unit::Seconds, all.calls);
        plugin.register("failures", "Failed calls of a plugin by class", all.failures);
        plugin.register("strikes", "Traps and timeouts", all.strikes);
        plugin.register("denied", "Host calls refused by policy", all.denied);
        let help = "Most memory that one call of a plugin had";
        plugin.register_with_unit("memory_peak", help, Unit::Bytes, all.memory_peak);
    }

    /// The numbers of one plugin, which go on where those of an earlier version ended.
    pub(crate) fn plugin(&self, id: &str) -> PluginMetrics {
        let label = [("plugin", id.to_owned())];
        for class in CLASSES {
            // Shown from the beginning, at nought.
            drop(self.failures.get_or_create(&failure(id, class)));
        }
        PluginMetrics {
            id: id.to_owned(),
            calls: self.calls.get_or_create_owned(&label),
            failures: self.failures.clone(),
            strikes: self.strikes.get_or_create_owned(&label),
            denied: self.denied.get_or_create_owned(&label),
            memory_peak_bytes: self.memory_peak.get_or_create_owned(&label),
        }
    }

    /// Shows a plugin no more.
    pub(crate) fn forget(&self, id: &str) {
        let label = [("plugin", id.to_owned())];
        self.calls.remove(&label);
        self.strikes.remove(&label);
        self.denied.remove(&label);
        self.memory_peak.remove(&label);
        for class in CLASSES {
            self.failures.remove(&failure(id, class));
        }
    }
}

fn failure(id: &str, class: ErrorClass) -> [(&'static str, String); 2] {
    [("plugin", id.to_owned()), ("class", format!("{class:?}").to_lowercase())]
}

/// The numbers of one plugin.
#[derive(Clone, Debug)]
pub struct PluginMetrics {
    id: String,
    /// Calls of the guest, by their duration.
    pub calls: Histogram,
    /// Traps, timeouts and answers that could not be.
    pub strikes: Counter,
    /// Host calls that were refused by policy.
    pub denied: Counter,
    /// Most memory that one call had, in bytes.
    pub memory_peak_bytes: Gauge,
    failures: Failures,
}

impl PluginMetrics {
    pub(crate) fn called(&self, duration: Duration, memory_bytes: u64) {
        self.calls.observe(duration.as_secs_f64());
        let memory_bytes = i64::try_from(memory_bytes).unwrap_or(i64::MAX);
        self.memory_peak_bytes.inner().fetch_max(memory_bytes, Relaxed);
    }

    pub(crate) fn failed(&self, class: ErrorClass) {
        self.failures.get_or_create(&failure(&self.id, class)).inc();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plugin_is_shown_from_its_start_until_it_is_removed() {
        let metrics = HostMetrics::default();
        let mut registry = Registry::default();
        metrics.register(&mut registry);
        let shown = || {
            let mut text = String::new();
            prometheus_client::encoding::prometheus_text::encode(&mut text, &registry)
                .expect("a string takes everything");
            text
        };
        let plugin = metrics.plugin("shop");
        plugin.called(Duration::from_micros(51), 30);
        plugin.called(Duration::from_secs(3600), 20);
        plugin.failed(ErrorClass::MaybeSent);
        for line in [
            "plugin_call_seconds_bucket{plugin=\"shop\",le=\"5e-05\"} 0",
            "plugin_call_seconds_bucket{plugin=\"shop\",le=\"0.0001\"} 1",
            "plugin_call_seconds_bucket{plugin=\"shop\",le=\"+Inf\"} 2",
            "plugin_failures_total{plugin=\"shop\",class=\"maybesent\"} 1",
            "plugin_failures_total{plugin=\"shop\",class=\"auth\"} 0",
            "plugin_memory_peak_bytes{plugin=\"shop\"} 30",
        ] {
            assert!(shown().contains(line), "{line} in\n{}", shown());
        }
        metrics.forget("shop");
        assert!(!shown().contains("shop"));
    }
}
