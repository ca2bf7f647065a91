//! How much cost an actor may spend: a token bucket for each, in bounded memory.

use std::sync::Arc;

use switchboard_bounds::{Empty, Rate, TokenBuckets};
use tokio::time::Instant;

use crate::{limits::Limits, refusal::Refusal, status::Reason};

/// What is left after a charge, told to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
}

/// The buckets of one endpoint.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    burst: u64,
    started_at: Instant,
    buckets: TokenBuckets<Arc<str>>,
}

impl RateLimiter {
    pub(crate) fn new(limits: &Limits) -> Self {
        let rate = Rate::per_second(limits.rate_burst, limits.rate_per_second);
        Self {
            burst: limits.rate_burst,
            started_at: Instant::now(),
            buckets: TokenBuckets::new(limits.rate_actors, rate),
        }
    }

    /// Takes `cost` from the actor's bucket, or takes nothing and says when it would pass.
    pub(crate) fn charge(&self, actor: &Arc<str>, cost: u64) -> Result<Budget, Refusal> {
        self.charge_at(actor, cost, Instant::now())
    }

    fn charge_at(&self, actor: &Arc<str>, cost: u64, now: Instant) -> Result<Budget, Refusal> {
        let elapsed = now.saturating_duration_since(self.started_at);
        let now_ms = i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX);
        match self.buckets.take(actor, cost, now_ms) {
            Ok(remaining) => Ok(Budget { limit: self.burst, remaining }),
            Err(Empty { level, wait }) => Err(Refusal::new(
                Reason::RateLimited,
                format!(
                    "This costs {cost}, of which {level} are left now. Wait {} ms, or ask for less.",
                    wait.as_millis().max(1)
                ),
            )
            .retry_after(wait)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

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
    }
}
