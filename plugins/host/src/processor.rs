//! The processor time of one call: counted while the guest runs, not while it waits for the host.

use crate::limits::TICK;
use std::time::Duration;
use switchboard_model::Stopwatch;

/// What a call has left. The engine's ticks are the measure; a tick in which the guest also waited is
/// charged by the time that it ran, else a guest would pay for every slow answer of a network.
#[derive(Debug)]
pub(crate) struct ProcessorTime {
    ticks_left: u32,
    /// Since when, by the call's stopwatch, the guest runs without a wait.
    runs_since: Duration,
    /// Time that it ran and that no tick was charged for.
    uncharged: Duration,
    /// Waits within each other that are under way.
    waits: u32,
    has_waited: bool,
}

impl ProcessorTime {
    /// Time for one call, rounded up to whole ticks.
    pub(crate) fn new(time: Duration) -> Self {
        let ticks = time.as_millis().div_ceil(TICK.as_millis());
        Self {
            ticks_left: u32::try_from(ticks).unwrap_or(u32::MAX),
            runs_since: Duration::ZERO,
            uncharged: Duration::ZERO,
            waits: 0,
            has_waited: false,
        }
    }

    /// The guest begins to wait for the host.
    pub(crate) fn pause(&mut self, stopwatch: &Stopwatch) {
        self.pause_at(stopwatch.elapsed());
    }

    /// The guest runs again.
    pub(crate) fn resume(&mut self, stopwatch: &Stopwatch) {
        self.resume_at(stopwatch.elapsed());
    }

    /// A tick of the engine came while the guest ran; tells whether it may go on.
    pub(crate) fn tick(&mut self, stopwatch: &Stopwatch) -> bool {
        self.tick_at(stopwatch.elapsed())
    }

    fn pause_at(&mut self, now: Duration) {
        if self.waits == 0 {
            self.has_run_until(now);
        }
        self.waits += 1;
        self.has_waited = true;
    }

    fn resume_at(&mut self, now: Duration) {
        self.waits = self.waits.saturating_sub(1);
        self.runs_since = now;
    }

    fn tick_at(&mut self, now: Duration) -> bool {
        let mut ticks = 1;
        if std::mem::take(&mut self.has_waited) {
            self.has_run_until(now);
            ticks = 0;
            while let Some(rest) = self.uncharged.checked_sub(TICK) {
                (self.uncharged, ticks) = (rest, ticks + 1);
            }
        }
        self.runs_since = now;
        let left = self.ticks_left.checked_sub(ticks);
        self.ticks_left = left.unwrap_or(0);
        left.is_some()
    }

    /// Nobody runs longer than a tick without being noticed: what is more was another task's turn.
    fn has_run_until(&mut self, now: Duration) {
        self.uncharged += now.saturating_sub(self.runs_since).min(TICK);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    #[test]
    fn a_guest_that_only_runs_has_its_ticks() {
        let mut time = ProcessorTime::new(at(30));
        let went_on: Vec<bool> = (1..=5).map(|tick| time.tick_at(at(10 * tick))).collect();
        assert_eq!(went_on, [true, true, true, false, false]);
    }

    #[test]
    fn waiting_costs_nothing() {
        let mut time = ProcessorTime::new(at(20));
        for wait in 0..1_000 {
            time.pause_at(at(100 * wait));
            time.resume_at(at(100 * wait + 100));
            assert!(time.tick_at(at(100 * wait + 100)), "wait {wait}");
        }
    }

    #[test]
    fn running_between_waits_is_paid_for() {
        let mut time = ProcessorTime::new(at(100));
        let mut now = 0;
        let waits = (0..1_000).take_while(|_| {
            time.pause_at(at(now + 9));
            time.resume_at(at(now + 20));
            now += 20;
            time.tick_at(at(now))
        });
        assert_eq!(waits.count(), 12, "nine milliseconds each, a hundred and a tick in all");
    }

    #[test]
    fn a_wait_within_a_wait_ends_with_the_outer_one() {
        let mut time = ProcessorTime::new(at(10));
        time.pause_at(at(1));
        time.pause_at(at(2));
        time.resume_at(at(500));
        time.resume_at(at(1_000));
        assert!(time.tick_at(at(1_000)));
        assert_eq!(time.uncharged, at(1));
    }
}
