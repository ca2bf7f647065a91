//! How much cost an actor may spend: a token bucket for each, in bounded memory.

use std::sync::Arc;

use switchboard_bounds::{Empty, Rate, TokenBuckets};
use tokio::time::Instant;

use crate::{execute::Actor, limits::Limits, refusal::Refusal, status::Reason};

/// What is left after a charge, told to the client.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Budget {
    pub(crate) limit: u64,
    pub(crate) remaining: u64,
}

/// The buckets of one endpoint.
#[derive(Debug)]
pub(crate) struct RateLimiter {
    started_at: Instant,
    signed_in: Buckets,
    strangers: Buckets,
}

#[derive(Debug)]
struct Buckets {
    burst: u64,
    by_actor: TokenBuckets<Arc<str>>,
}

impl Buckets {
    fn new(actors: usize, burst: u64, per_second: u64) -> Self {
        let rate = Rate::per_second(burst, per_second);
        Self { burst, by_actor: TokenBuckets::new(actors, rate) }
    }
}

impl RateLimiter {
    pub(crate) fn new(limits: &Limits) -> Self {
        let (actors, strangers) = (limits.rate_actors, &limits.strangers);
        Self {
            started_at: Instant::now(),
            signed_in: Buckets::new(actors, limits.rate_burst, limits.rate_per_second),
            strangers: Buckets::new(actors, strangers.rate_burst, strangers.rate_per_second),
        }
    }

    /// Takes `cost` from the actor's bucket, or takes nothing and says when it would pass.
    pub(crate) fn charge(&self, actor: &Actor, cost: u64) -> Result<Budget, Refusal> {
        let buckets = if actor.is_signed_in { &self.signed_in } else { &self.strangers };
        self.charge_at(buckets, &actor.key, cost, Instant::now())
    }

    fn charge_at(
        &self,
        buckets: &Buckets,
        actor: &Arc<str>,
        cost: u64,
        now: Instant,
    ) -> Result<Budget, Refusal> {
        let elapsed = now.saturating_duration_since(self.started_at);
        let now_ms = i64::try_from(elapsed.as_millis()).unwrap_or(i64::MAX);
        match buckets.by_actor.take(actor, cost, now_ms) {
            Ok(remaining) => Ok(Budget { limit: buckets.burst, remaining }),
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

    impl RateLimiter {
        fn spend(&self, actor: &Arc<str>, cost: u64, now: Instant) -> Result<Budget, Refusal> {
            self.charge_at(&self.signed_in, actor, cost, now)
        }
    }

    #[test]
    fn spends_waits_and_refills() {
        let limiter = limiter(8);
        let now = Instant::now();
        let ana: Arc<str> = "ana".into();
        assert_eq!(limiter.spend(&ana, 9, now).unwrap(), Budget { limit: 10, remaining: 1 });
        let refusal = limiter.spend(&ana, 5, now).unwrap_err();
        assert_eq!(refusal.retry_after, Some(Duration::from_secs(2)));
        assert!(limiter.spend(&"ben".into(), 10, now).is_ok(), "ben has his own budget");
        let later = now + Duration::from_secs(2);
        assert_eq!(limiter.spend(&ana, 5, later).unwrap().remaining, 0);
    }

    #[test]
    fn memory_is_bounded_and_a_flood_starves_itself() {
        let limiter = limiter(2);
        let now = Instant::now();
        let ana: Arc<str> = "ana".into();
        limiter.spend(&ana, 1, now).unwrap();
        limiter.spend(&"ben".into(), 1, now).unwrap();
        limiter.spend(&"flood-1".into(), 10, now).unwrap();
        assert!(limiter.spend(&"flood-2".into(), 1, now).is_err(), "newcomers share a bucket");
        assert!(limiter.spend(&ana, 9, now).is_ok());
        let later = now + Duration::from_secs(60);
        limiter.spend(&"cleo".into(), 10, later).unwrap();
        assert!(limiter.spend(&"dora".into(), 10, later).is_ok(), "idle actors made room");
    }
}
