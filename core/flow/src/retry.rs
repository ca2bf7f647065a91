//! How long to wait before the next try: the platform's own word first, else back-off with jitter.

use crate::limits::{SEND_BACKOFF, SEND_RETRY_AFTER_MAX_MS};
use rand::Rng;
use switchboard_model::connector::ConnectorError;

/// Milliseconds to wait after the attempt with this number (from 1).
pub(crate) fn wait_ms(attempt: i32, error: &ConnectorError) -> i64 {
    if let Some(told) = error.retry_after_ms {
        return i64::try_from(told).unwrap_or(i64::MAX).clamp(0, SEND_RETRY_AFTER_MAX_MS);
    }
    let full = SEND_BACKOFF.wait_ms(attempt);
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
            assert!(
                (SEND_BACKOFF.first_ms / 2..=SEND_BACKOFF.max_ms).contains(&wait),
                "attempt {attempt}: {wait}"
            );
        }
        assert!(wait_ms(10, &error) > wait_ms(1, &error));
    }
}
