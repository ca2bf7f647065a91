//! Rate buckets of a channel. The host waits for them, so a plugin never sleeps; a platform's
//! Retry-After pauses the bucket it was met in.

use crate::{limits, quantity::Rate};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Mutex,
    time::Duration,
};
use switchboard_model::Timestamp;

/// The buckets of one channel.
#[derive(Debug, Default)]
pub(crate) struct Buckets {
    /// When the next request of a bucket would be on time, in milliseconds; by name and key.
    next_ms: Mutex<HashMap<String, f64>>,
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
            .map(|name| {
                let declared = name.split_once('/').map_or(name.as_str(), |(declared, _)| declared);
                rates.get(declared).ok_or_else(|| NoTurn::Unknown(declared.to_owned()))
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut next_ms = self.lock();
        let now_ms = now.0 as f64;
        if next_ms.len() > limits::BUCKETS_MAX {
            next_ms.retain(|_, next| *next > now_ms);
        }
        let wait_ms = names.iter().zip(&rates).fold(0.0_f64, |longest, (name, rate)| {
            let next = next_ms.get(name).copied().unwrap_or(now_ms).max(now_ms);
            longest.max(next - now_ms - burst_ms(rate))
        });
        let wait = Duration::from_millis(wait_ms.ceil() as u64);
        if wait > longest {
            return Err(NoTurn::After(wait));
        }
        for (name, rate) in names.iter().zip(rates) {
            let next = next_ms.entry(name.clone()).or_insert(now_ms);
            *next = next.max(now_ms) + step_ms(rate);
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
        let declared = name.split_once('/').map_or(name, |(declared, _)| declared);
        let Some(rate) = rates.get(declared) else { return };
        let pause = pause.min(limits::BUCKET_PAUSE_MAX);
        let until = now.0 as f64 + pause.as_millis() as f64 + burst_ms(rate);
        let mut next_ms = self.lock();
        let next = next_ms.entry(name.to_owned()).or_insert(until);
        *next = next.max(until);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<String, f64>> {
        self.next_ms.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

fn step_ms(rate: &Rate) -> f64 {
    rate.per.as_millis() as f64 / f64::from(rate.count)
}

/// How far ahead of time a full bucket lets requests run.
fn burst_ms(rate: &Rate) -> f64 {
    step_ms(rate) * f64::from(rate.count - 1)
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
