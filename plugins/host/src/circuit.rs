//! Stops asking a host that does not answer, per plugin and host.

use crate::limits;
use parking_lot::Mutex;
use std::time::Duration;
use switchboard_bounds::Keyed;
use switchboard_model::Timestamp;

/// The circuits of one plugin, by host.
#[derive(Debug)]
pub(crate) struct Circuits(Mutex<Keyed<String, Circuit>>);

impl Default for Circuits {
    fn default() -> Self {
        Self(Mutex::new(Keyed::new(limits::CIRCUITS_MAX)))
    }
}

#[derive(Debug, Default)]
struct Circuit {
    failures: u32,
    open_until: Option<Timestamp>,
}

impl Circuits {
    /// How long the host rests. When its rest is over, one request may try and the others wait for
    /// what it finds.
    pub(crate) fn rest(&self, host: &str, now: Timestamp) -> Option<Duration> {
        let mut hosts = self.0.lock();
        let circuit = hosts.get(host)?;
        let until = circuit.open_until?;
        let rest_ms = until.since_ms(now);
        if rest_ms > 0 {
            return Some(Duration::from_millis(rest_ms.unsigned_abs()));
        }
        circuit.open_until = Some(now.plus_ms(open_ms()));
        None
    }

    pub(crate) fn succeeded(&self, host: &str) {
        self.0.lock().remove(host);
    }

    pub(crate) fn failed(&self, host: &str, now: Timestamp) {
        let mut hosts = self.0.lock();
        let circuit = hosts.entry(host.to_owned(), Circuit::default);
        circuit.failures += 1;
        if circuit.failures >= limits::CIRCUIT_FAILURES {
            circuit.open_until = Some(now.plus_ms(open_ms()));
        }
    }
}

fn open_ms() -> i64 {
    i64::try_from(limits::CIRCUIT_OPEN.as_millis()).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_silent_host_rests_then_one_request_tries() {
        let circuits = Circuits::default();
        for _ in 0..limits::CIRCUIT_FAILURES {
            assert_eq!(circuits.rest("a", Timestamp(0)), None);
            circuits.failed("a", Timestamp(0));
        }
        assert_eq!(circuits.rest("a", Timestamp(0)), Some(limits::CIRCUIT_OPEN));
        assert_eq!(circuits.rest("b", Timestamp(0)), None, "other hosts are not concerned");
        let later = Timestamp(open_ms());
        assert_eq!(circuits.rest("a", later), None, "one may try");
        assert!(circuits.rest("a", later).is_some(), "the others wait for it");
        circuits.succeeded("a");
        assert_eq!(circuits.rest("a", later), None);
    }
}
