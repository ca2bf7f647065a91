//! Rate buckets of a channel. The host waits for them, so a plugin never sleeps; a platform's
//! Retry-After pauses the bucket it was met in.

use crate::{limits, quantity::Rate};
use parking_lot::Mutex;
use std::{collections::BTreeMap, time::Duration};
use switchboard_bounds::{self as bounds, Keyed, TokenBucket};
use switchboard_model::Timestamp;

/// The buckets of one channel, by name and key.
#[derive(Debug)]
pub(crate) struct Buckets(Mutex<Keyed<String, TokenBucket>>);

impl Default for Buckets {
    fn default() -> Self {
        Self(Mutex::new(Keyed::new(limits::BUCKETS_MAX)))
    }
}

/// Why a request may not go now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum NoTurn {
    /// The manifest declares no such bucket.
    Unknown(String),
    /// It would have to wait longer than it may.
    After(Duration),
}

impl Buckets {
    /// Takes a place in every bucket, or in none, and tells how long to wait for it.
    pub(crate) fn take(
        &self,
        rates: &BTreeMap<String, Rate>,
        names: &[String],
        now: Timestamp,
        longest: Duration,
    ) -> Result<Duration, NoTurn> {
        let rates = names
            .iter()
            .map(|name| rate_of(rates, name).ok_or_else(|| NoTurn::Unknown(declared(name).into())))
            .collect::<Result<Vec<_>, _>>()?;
        let mut buckets = self.0.lock();
        let waits = names.iter().zip(&rates).map(|(name, rate)| {
            buckets.get(name).copied().unwrap_or_default().wait(*rate, 1, now.0)
        });
        let wait = whole_ms(waits.max().unwrap_or_default());
        if wait > longest {
            return Err(NoTurn::After(wait));
        }
        for (name, rate) in names.iter().zip(rates) {
            buckets.entry(name.clone(), TokenBucket::default).take(rate, 1, now.0);
        }
        Ok(wait)
    }

    /// Lets nothing through a bucket for a while.
    pub(crate) fn pause(
        &self,
        rates: &BTreeMap<String, Rate>,
        name: &str,
        now: Timestamp,
        pause: Duration,
    ) {
        let Some(rate) = rate_of(rates, name) else { return };
        let pause = pause.min(limits::BUCKET_PAUSE_MAX);
        self.0.lock().entry(name.to_owned(), TokenBucket::default).pause(rate, pause, now.0);
    }
}

/// The bucket that the manifest declares, without the key behind its name.
fn declared(name: &str) -> &str {
    name.split_once('/').map_or(name, |(declared, _)| declared)
}

fn rate_of(rates: &BTreeMap<String, Rate>, name: &str) -> Option<bounds::Rate> {
    let Rate { count, per } = *rates.get(declared(name))?;
    Some(bounds::Rate::new(count.into(), count.into(), per))
}

/// Rounded up: who waits a part of a millisecond too short comes too early.
fn whole_ms(wait: Duration) -> Duration {
    Duration::from_millis(u64::try_from(wait.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LONG: Duration = Duration::from_secs(5);

    fn rates() -> BTreeMap<String, Rate> {
        let rate = |count| Rate { count, per: Duration::from_secs(1) };
        BTreeMap::from([("send".into(), rate(3)), ("chat".into(), rate(1))])
    }

    fn take(buckets: &Buckets, names: &[&str], now_ms: i64) -> Result<Duration, NoTurn> {
        let names: Vec<String> = names.iter().map(|&name| name.to_owned()).collect();
        buckets.take(&rates(), &names, Timestamp(now_ms), LONG)
    }

    #[test]
    fn a_full_bucket_lets_its_count_through_at_once_then_spaces_them() {
        let buckets = Buckets::default();
        for _ in 0..3 {
            assert_eq!(take(&buckets, &["send"], 0), Ok(Duration::ZERO));
        }
        assert_eq!(take(&buckets, &["send"], 0), Ok(Duration::from_millis(334)));
        assert_eq!(take(&buckets, &["send"], 10_000), Ok(Duration::ZERO));
    }

    #[test]
    fn each_key_has_a_bucket_of_its_own() {
        let buckets = Buckets::default();
        assert_eq!(take(&buckets, &["send", "chat/1"], 0), Ok(Duration::ZERO));
        assert_eq!(take(&buckets, &["send", "chat/2"], 0), Ok(Duration::ZERO));
        assert_eq!(take(&buckets, &["send", "chat/1"], 0), Ok(Duration::from_secs(1)));
    }

    #[test]
    fn a_wait_that_is_too_long_takes_no_place() {
        let buckets = Buckets::default();
        buckets.pause(&rates(), "chat/1", Timestamp(0), Duration::from_secs(30));
        let refused = Err(NoTurn::After(Duration::from_secs(30)));
        assert_eq!(take(&buckets, &["send", "chat/1"], 0), refused);
        assert_eq!(take(&buckets, &["send", "chat/1"], 0), refused);
        assert_eq!(take(&buckets, &["send", "chat/1"], 30_000), Ok(Duration::ZERO));
        assert_eq!(take(&buckets, &["other"], 0), Err(NoTurn::Unknown("other".into())));
    }
}
