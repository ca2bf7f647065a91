//! How long to wait before the next try: the platform's own word first, else back-off with jitter.

use rand::Rng;
use switchboard_model::connector::ConnectorError;

/// The first wait, in milliseconds; it doubles with every try.
const FIRST_MS: i64 = 1_000;
/// The longest wait, in milliseconds.
const LONGEST_MS: i64 = 15 * 60_000;

/// Milliseconds to wait after the attempt with this number (from 1).
pub(crate) fn wait_ms(attempt: i32, error: &ConnectorError) -> i64 {
    if let Some(told) = error.retry_after_ms {
        return i64::try_from(told).unwrap_or(i64::MAX).clamp(0, LONGEST_MS * 4);
    }
    let doublings = attempt.saturating_sub(1).clamp(0, 20).unsigned_abs();
    let full = FIRST_MS.saturating_mul(1 << doublings).min(LONGEST_MS);
    rand::rng().random_range(full / 2..=full)
}

#[cfg(test)]
mod tests {
    use super::*;
    use switchboard_model::connector::ErrorClass;

    #[test]
    fn the_platforms_word_wins() {
        let mut error = ConnectorError::new(ErrorClass::RateLimited, "rate", "slow down");
        error.retry_after_ms = Some(14_000);
        assert_eq!(wait_ms(1, &error), 14_000);
    }

    #[test]
    fn waits_grow_and_stay_bounded() {
        let error = ConnectorError::new(ErrorClass::Transient, "net", "no route");
        for attempt in [-1, 0, 1, 5, 12, i32::MAX] {
            let wait = wait_ms(attempt, &error);
            assert!((FIRST_MS / 2..=LONGEST_MS).contains(&wait), "attempt {attempt}: {wait}");
        }
        assert!(wait_ms(10, &error) > wait_ms(1, &error));
    }
}
