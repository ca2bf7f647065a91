//! How much cost an actor may spend: a token bucket for each, in bounded memory.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use tokio::time::Instant;

use crate::{limits::Limits, refusal::Refusal, status::Reason};

/// What is left after a charge, told to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
}

#[derive(Debug)]
struct Bucket {
    level: f64,
    filled_at: Instant,
}

/// The buckets of one endpoint.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    burst: u64,
    per_second: u64,
    actors_max: usize,
    buckets: Mutex<Buckets>,
}

#[derive(Debug)]
struct Buckets {
    by_actor: HashMap<Arc<str>, Bucket>,
    shared: Bucket,
    swept_at: Instant,
}

const SWEEP_EVERY: Duration = Duration::from_secs(1);

impl RateLimiter {
    pub(crate) fn new(limits: &Limits) -> Self {
        let now = Instant::now();
        let shared = Bucket { level: limits.rate_burst as f64, filled_at: now };
        Self {
            burst: limits.rate_burst,
            per_second: limits.rate_per_second.max(1),
            actors_max: limits.rate_actors,
            buckets: Mutex::new(Buckets { by_actor: HashMap::new(), shared, swept_at: now }),
        }
    }

    /// Takes `cost` from the actor's bucket, or takes nothing and says when it would pass.
    pub(crate) fn charge(&self, actor: &Arc<str>, cost: u64) -> Result<Budget, Refusal> {
        self.charge_at(actor, cost, Instant::now())
    }

    fn charge_at(&self, actor: &Arc<str>, cost: u64, now: Instant) -> Result<Budget, Refusal> {
        let mut buckets = self.buckets.lock().unwrap_or_else(PoisonError::into_inner);
        let bucket = self.bucket(&mut buckets, actor, now);
        let filled = self.level_at(bucket, now);
        let left = filled - cost as f64;
        if left < 0.0 {
            let wait = Duration::from_secs_f64(-left / self.per_second as f64);
            return Err(Refusal::new(
                Reason::RateLimited,
                format!(
                    "This costs {cost}, of which {} are left now. Wait {} ms, or ask for less.",
                    filled.max(0.0) as u64,
                    wait.as_millis().max(1)
                ),
            )
            .retry_after(wait));
        }
        *bucket = Bucket { level: left, filled_at: now };
        Ok(Budget { limit: self.burst, remaining: left as u64 })
    }

    fn level_at(&self, bucket: &Bucket, now: Instant) -> f64 {
        let elapsed = now.saturating_duration_since(bucket.filled_at).as_secs_f64();
        (bucket.level + elapsed * self.per_second as f64).min(self.burst as f64)
    }

    /// A full bucket needs no memory, so full ones leave first. When all are in use, newcomers share
    /// one: a flood of made-up actors then starves itself, not those that were here before.
    fn bucket<'a>(&self, all: &'a mut Buckets, actor: &Arc<str>, now: Instant) -> &'a mut Bucket {
        let is_new = !all.by_actor.contains_key(actor);
        if is_new && all.by_actor.len() >= self.actors_max {
            if now.saturating_duration_since(all.swept_at) >= SWEEP_EVERY {
                all.swept_at = now;
                let burst = self.burst as f64;
                all.by_actor.retain(|_, bucket| self.level_at(bucket, now) < burst);
            }
            if all.by_actor.len() >= self.actors_max {
                return &mut all.shared;
            }
        }
        all.by_actor
            .entry(Arc::clone(actor))
            .or_insert_with(|| Bucket { level: self.burst as f64, filled_at: now })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limiter(actors: usize) -> RateLimiter {
        RateLimiter::new(&Limits {
            rate_burst: 10,
            rate_per_second: 2,
            rate_actors: actors,
            ..Limits::default()
        })
    }

    #[test]
    fn spends_waits_and_refills() {
        let limiter = limiter(8);
        let now = Instant::now();
        let ana: Arc<str> = "ana".into();
        assert_eq!(limiter.charge_at(&ana, 9, now).unwrap(), Budget { limit: 10, remaining: 1 });
        let refusal = limiter.charge_at(&ana, 5, now).unwrap_err();
        assert_eq!(refusal.retry_after, Some(Duration::from_secs(2)));
        assert!(limiter.charge_at(&"ben".into(), 10, now).is_ok(), "ben has his own budget");
        let later = now + Duration::from_secs(2);
        assert_eq!(limiter.charge_at(&ana, 5, later).unwrap().remaining, 0);
    }

    #[test]
    fn memory_is_bounded_and_a_flood_starves_itself() {
        let limiter = limiter(2);
        let now = Instant::now();
        let ana: Arc<str> = "ana".into();
        limiter.charge_at(&ana, 1, now).unwrap();
        limiter.charge_at(&"ben".into(), 1, now).unwrap();
        limiter.charge_at(&"flood-1".into(), 10, now).unwrap();
        assert!(limiter.charge_at(&"flood-2".into(), 1, now).is_err(), "newcomers share a bucket");
        assert!(limiter.charge_at(&ana, 9, now).is_ok());
        let later = now + Duration::from_secs(60);
        limiter.charge_at(&"cleo".into(), 10, later).unwrap();
        assert!(limiter.charge_at(&"dora".into(), 10, later).is_ok(), "idle actors made room");
        assert!(limiter.buckets.lock().unwrap().by_actor.len() <= 2);
    }
}
