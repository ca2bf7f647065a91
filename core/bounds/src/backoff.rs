//! How long to wait before the next try.

/// A wait that doubles with every try, up to a bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Backoff {
    /// The wait after the first try, in milliseconds.
    pub first_ms: i64,
    /// The longest wait, in milliseconds.
    pub max_ms: i64,
}

impl Backoff {
    /// Milliseconds to wait after the try with this number, from 1.
    #[must_use]
    pub fn wait_ms(&self, attempt: i32) -> i64 {
        let doublings = attempt.saturating_sub(1).clamp(0, 32);
        self.first_ms.saturating_mul(1 << doublings).min(self.max_ms)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_wait_doubles_up_to_its_bound() {
        let backoff = Backoff { first_ms: 1_000, max_ms: 60_000 };
        let waits = [i32::MIN, 0, 1, 2, 3, 40, i32::MAX].map(|attempt| backoff.wait_ms(attempt));
        assert_eq!(waits, [1_000, 1_000, 1_000, 2_000, 4_000, 60_000, 60_000]);
    }
}
