//! Suspends a plugin that keeps failing. What comes in and what goes out waits meanwhile as inbound
//! requests and deliveries. The same input failing again counts once: one poisoned message must not
//! take a channel down. Now and then one call is let through: a plugin that works again is not kept
//! out until somebody notices.

use crate::limits;
use parking_lot::Mutex;
use std::{collections::VecDeque, time::Duration};
use switchboard_model::Timestamp;

/// Counts a plugin's failures.
#[derive(Debug, Default)]
pub(crate) struct Breaker {
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    in_a_row: Vec<u64>,
    recent: VecDeque<(Timestamp, u64)>,
    suspended: Option<Suspension>,
}

#[derive(Debug)]
struct Suspension {
    reason: String,
    /// When the next call is let through.
    until: Timestamp,
    /// One was let through. What was under way before says nothing about a plugin that rested.
    is_tried: bool,
}

impl Breaker {
    /// Why the plugin is suspended, if it is.
    pub(crate) fn suspended(&self) -> Option<String> {
        self.state.lock().suspended.as_ref().map(|suspension| suspension.reason.clone())
    }

    /// Why a call may not be made; none when it may, if only to see whether the plugin works again.
    pub(crate) fn refuses(&self, now: Timestamp) -> Option<String> {
        let mut state = self.state.lock();
        let suspension = state.suspended.as_mut()?;
        if now < suspension.until {
            return Some(suspension.reason.clone());
        }
        (suspension.until, suspension.is_tried) = (after(now, limits::SUSPENSION), true);
        None
    }

    /// A call went well: what failed before is forgiven, or, of a plugin that runs, the failures in a
    /// row.
    pub(crate) fn succeeded(&self) {
        let mut state = self.state.lock();
        if state.suspended.as_ref().is_some_and(|suspension| suspension.is_tried) {
            *state = State::default();
        } else {
            state.in_a_row.clear();
        }
    }

    /// Counts a trap, a timeout or a breach of the contract. `input` recognises the same input.
    pub(crate) fn failed(&self, now: Timestamp, input: u64, reason: &str) {
        let mut state = self.state.lock();
        let window_ms = i64::try_from(limits::STRIKE_WINDOW.as_millis()).unwrap_or(i64::MAX);
        while state.recent.front().is_some_and(|(at, _)| now.since_ms(*at) > window_ms) {
            state.recent.pop_front();
        }
        if !state.in_a_row.contains(&input) {
            state.in_a_row.push(input);
        }
        if !state.recent.iter().any(|(_, known)| *known == input) {
            state.recent.push_back((now, input));
        }
        let (in_a_row, recent) = (state.in_a_row.len(), state.recent.len());
        if state.suspended.is_none()
            && (in_a_row >= limits::STRIKES_IN_A_ROW || recent >= limits::STRIKES_IN_WINDOW)
        {
            let reason = format!(
                "{in_a_row} calls in a row failed, {recent} within an hour; the last one: {reason}"
            );
            let until = after(now, limits::SUSPENSION);
            state.suspended = Some(Suspension { reason, until, is_tried: false });
        }
    }

    /// Lets the plugin run again.
    pub(crate) fn resume(&self) {
        *self.state.lock() = State::default();
    }
}

fn after(now: Timestamp, wait: Duration) -> Timestamp {
    now.plus_ms(i64::try_from(wait.as_millis()).unwrap_or(i64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_different_failures_in_a_row_suspend() {
        let breaker = Breaker::default();
        for input in [1, 2] {
            breaker.failed(Timestamp(0), input, "trap");
        }
        breaker.succeeded();
        for input in [3, 4] {
            breaker.failed(Timestamp(0), input, "trap");
        }
        assert_eq!(breaker.suspended(), None, "a success in between starts again");
        breaker.failed(Timestamp(0), 5, "the last trap");
        assert!(breaker.suspended().unwrap().contains("the last trap"));
        breaker.resume();
        assert_eq!(breaker.suspended(), None);
    }

    #[test]
    fn a_suspended_plugin_is_tried_now_and_then_and_runs_when_it_works() {
        let breaker = Breaker::default();
        for input in 0..3 {
            assert_eq!(breaker.refuses(Timestamp(0)), None);
            breaker.failed(Timestamp(0), input, "trap");
        }
        breaker.succeeded();
        assert!(breaker.suspended().is_some(), "a call from before does not count");
        let pause = after(Timestamp(0), limits::SUSPENSION);
        assert!(breaker.refuses(pause.plus_ms(-1)).is_some());
        assert_eq!(breaker.refuses(pause), None, "one call to see");
        assert!(breaker.refuses(pause).is_some(), "one alone");
        breaker.failed(pause, 4, "trap");
        let next = after(pause, limits::SUSPENSION);
        assert!(breaker.refuses(next.plus_ms(-1)).is_some(), "it failed again");
        assert_eq!(breaker.refuses(next), None);
        breaker.succeeded();
        assert_eq!((breaker.refuses(next), breaker.suspended()), (None, None));
        breaker.failed(next, 5, "trap");
        assert_eq!(breaker.suspended(), None, "it begins again");
    }

    #[test]
    fn one_poisoned_input_does_not_suspend_however_often_it_is_tried() {
        let breaker = Breaker::default();
        for _ in 0..100 {
            breaker.failed(Timestamp(0), 7, "trap");
        }
        assert_eq!(breaker.suspended(), None);
    }

    #[test]
    fn ten_within_an_hour_suspend_but_not_over_a_day() {
        let breaker = Breaker::default();
        for input in 0..20 {
            breaker.failed(Timestamp(input * 450_000), input as u64, "trap");
            breaker.succeeded();
        }
        assert!(breaker.suspended().is_none(), "eight an hour are borne");
        for input in 100..110 {
            breaker.failed(Timestamp(20_000_000), input, "trap");
            breaker.succeeded();
        }
        assert!(breaker.suspended().is_some());
    }
}
