//! The processor time of one call: counted while the guest runs, not while it waits for the host, nor while
//! the machine gives the processor to others. By the wall's clock a busy machine would stop guests that did
//! nothing wrong.

use rustix::time::{ClockId, clock_gettime};
use std::{
    future::poll_fn,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

/// Counts what the threads spend on one call, each while it polls the call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Meter(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    /// Of the polls that have ended, in nanoseconds.
    spent_ns: AtomicU64,
    /// What the thread of the poll under way had spent on everything when it began, in nanoseconds.
    began_ns: AtomicU64,
}

impl Meter {
    /// Does the work, and counts it.
    pub(crate) async fn count<T>(&self, work: impl Future<Output = T>) -> T {
        let mut work = pin!(work);
        poll_fn(|context| {
            self.0.began_ns.store(of_thread_ns(), Relaxed);
            let polled = work.as_mut().poll(context);
            self.0.spent_ns.fetch_add(self.of_poll_ns(), Relaxed);
            polled
        })
        .await
    }

    /// What was spent so far, asked by the work itself.
    fn spent(&self) -> Duration {
        let ended_ns = self.0.spent_ns.load(Relaxed);
        Duration::from_nanos(ended_ns.saturating_add(self.of_poll_ns()))
    }

    fn of_poll_ns(&self) -> u64 {
        of_thread_ns().saturating_sub(self.0.began_ns.load(Relaxed))
    }
}

/// What this thread has spent since it was started.
fn of_thread_ns() -> u64 {
    let spent = Duration::try_from(clock_gettime(ClockId::ThreadCPUTime)).unwrap_or_default();
    u64::try_from(spent.as_nanos()).unwrap_or(u64::MAX)
}

/// What a call may spend. The engine's ticks are when it is looked at.
#[derive(Debug)]
pub(crate) struct ProcessorTime {
    budget: Duration,
    meter: Meter,
    /// What was spent when the outermost wait under way began.
    waits_since: Duration,
    /// What the host spent while the guest waited for it.
    of_host: Duration,
    /// Waits within each other that are under way.
    waits: u32,
}

impl ProcessorTime {
    /// Time for one call.
    pub(crate) fn new(budget: Duration) -> Self {
        let (meter, none) = (Meter::default(), Duration::ZERO);
        Self { budget, meter, waits_since: none, of_host: none, waits: 0 }
    }

    /// What has to count the call, all of it.
    pub(crate) fn meter(&self) -> Meter {
        self.meter.clone()
    }

    /// The guest begins to wait for the host.
    pub(crate) fn pause(&mut self) {
        self.pause_at(self.meter.spent());
    }

    /// The guest runs again.
    pub(crate) fn resume(&mut self) {
        self.resume_at(self.meter.spent());
    }

    /// A tick of the engine came while the guest ran; tells whether it may go on.
    pub(crate) fn may_go_on(&self) -> bool {
        self.may_go_on_at(self.meter.spent())
    }

    fn pause_at(&mut self, spent: Duration) {
        if self.waits == 0 {
            self.waits_since = spent;
        }
        self.waits += 1;
    }

    fn resume_at(&mut self, spent: Duration) {
        self.waits = self.waits.saturating_sub(1);
        if self.waits == 0 {
            self.of_host += spent.saturating_sub(self.waits_since);
        }
    }

    fn may_go_on_at(&self, spent: Duration) -> bool {
        spent.saturating_sub(self.of_host) <= self.budget
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::thread;

    fn at(ms: u64) -> Duration {
        Duration::from_millis(ms)
    }

    fn time(ms: u64) -> ProcessorTime {
        ProcessorTime::new(at(ms))
    }

    #[test]
    fn a_guest_that_only_runs_has_its_time() {
        let time = time(30);
        let went_on: Vec<bool> = (1..=5).map(|tick| time.may_go_on_at(at(10 * tick))).collect();
        assert_eq!(went_on, [true, true, true, false, false]);
    }

    #[test]
    fn waiting_costs_nothing() {
        let mut time = time(20);
        for wait in 0..1_000 {
            time.pause_at(at(100 * wait));
            time.resume_at(at(100 * wait + 100));
            assert!(time.may_go_on_at(at(100 * wait + 100)), "wait {wait}");
        }
    }

    #[test]
    fn running_between_waits_is_paid_for() {
        let mut time = time(100);
        let mut now = 0;
        let waits = (0..1_000).take_while(|_| {
            time.pause_at(at(now + 9));
            time.resume_at(at(now + 20));
            now += 20;
            time.may_go_on_at(at(now))
        });
        assert_eq!(waits.count(), 11, "nine milliseconds each, a hundred in all");
    }

    #[test]
    fn a_wait_within_a_wait_ends_with_the_outer_one() {
        let mut time = time(10);
        time.pause_at(at(1));
        time.pause_at(at(2));
        time.resume_at(at(500));
        time.resume_at(at(1_000));
        assert_eq!(time.of_host, at(999));
        assert!(time.may_go_on_at(at(1_000)) && !time.may_go_on_at(at(1_010)));
    }

    /// A thread that sleeps has not got the processor, as one has not whom others keep from it.
    #[tokio::test]
    async fn what_a_busy_machine_does_meanwhile_is_not_paid_for() {
        let meter = Meter::default();
        meter.count(async { thread::sleep(at(200)) }).await;
        let idle = Duration::from_nanos(meter.0.spent_ns.load(Relaxed));
        assert!(idle < at(50), "{idle:?} of 200 ms without the processor");
    }

    #[tokio::test]
    async fn what_is_done_between_waits_adds_up() {
        let meter = Meter::default();
        let work = async {
            for poll in 1..=3 {
                while meter.spent() < at(5 * poll) {}
                tokio::task::yield_now().await;
                assert!(meter.spent() >= at(5 * poll), "poll {poll} is forgotten");
            }
        };
        meter.count(work).await;
        assert!(meter.0.spent_ns.load(Relaxed) >= 15_000_000);
    }
}
