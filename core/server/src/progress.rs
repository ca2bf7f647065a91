//! How far long work is: a bar on a terminal, lines of JSON with `--json`, otherwise nothing. All on
//! standard error, because standard output is the result. An interrupt ends the work in order.

use crate::{limits::PROGRESS_TICK, print};
use anyhow::{Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::json;
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};
use tokio_util::sync::CancellationToken;

/// Work whose length in bytes is known.
const MEASURED: &str = "{msg}  {wide_bar}  {bytes} of {total_bytes}, {bytes_per_sec}, {eta} left";
/// Work that is counted.
const COUNTED: &str = "{msg}  {wide_bar}  {human_pos} of {human_len}, {per_sec}, {eta} left";
/// Work of which nobody knows how long it takes.
const OPEN: &str = "{spinner} {msg}  {elapsed}";
/// What a shell says of a program that an interrupt ended.
const INTERRUPTED: i32 = 130;

/// How long a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Length {
    /// So many bytes, each told by [`Progress::advance`].
    Bytes(u64),
    /// As many documents as [`Progress::reach`] tells.
    Documents,
    /// Nobody knows.
    Unknown,
}

/// Tells how far work is, and whether it is to stop. Cheap to clone.
#[derive(Clone)]
pub struct Progress {
    bar: ProgressBar,
    is_json: bool,
    /// The last percent that was told, plus one.
    told: Arc<AtomicU64>,
    stop: CancellationToken,
}

impl Progress {
    /// For a person at a terminal, or for a script.
    pub fn new(is_json: bool) -> Self {
        let bar = if is_json { ProgressBar::hidden() } else { ProgressBar::no_length() };
        Self { bar, is_json, told: Arc::default(), stop: CancellationToken::new() }
    }

    /// For work that nobody watches, until `stop`.
    pub fn silent(stop: CancellationToken) -> Self {
        Self { bar: ProgressBar::hidden(), is_json: false, told: Arc::default(), stop }
    }

    /// From here on an interrupt lets the work end in order, and a second one ends the program; what is
    /// left then the next run clears away.
    pub fn end_on_interrupt(&self) {
        let stop = self.stop.clone();
        tokio::spawn(async move {
            if tokio::signal::ctrl_c().await.is_ok() {
                stop.cancel();
            }
            if tokio::signal::ctrl_c().await.is_ok() {
                std::process::exit(INTERRUPTED);
            }
        });
    }

    /// A step begins.
    pub fn begin(&self, step: &'static str, length: Length) {
        self.bar.reset();
        self.told.store(0, Ordering::Relaxed);
        let template = match length {
            Length::Bytes(_) => MEASURED,
            Length::Documents => COUNTED,
            Length::Unknown => OPEN,
        };
        // A template that is wrong leaves the library's own style.
        if let Ok(style) = ProgressStyle::with_template(template) {
            self.bar.set_style(style);
        }
        let bytes = match length {
            Length::Bytes(bytes) => Some(bytes),
            Length::Documents | Length::Unknown => None,
        };
        match bytes {
            Some(bytes) => self.bar.set_length(bytes),
            None => self.bar.unset_length(),
        }
        self.bar.set_message(step);
        self.bar.enable_steady_tick(PROGRESS_TICK);
        if self.is_json {
            print::tell(json!({ "step": step, "totalBytes": bytes }));
        }
    }

    /// So many bytes more are done.
    ///
    /// # Errors
    /// When the work was interrupted.
    pub fn advance(&self, bytes: u64) -> Result<()> {
        self.bar.inc(bytes);
        self.tell("Bytes");
        self.go_on()
    }

    /// So many documents are done, of all that there are.
    pub fn reach(&self, done: u64, total: u64) {
        self.bar.set_length(total);
        self.bar.set_position(done);
        self.tell("Documents");
    }

    /// A line for scripts, at each percent.
    fn tell(&self, unit: &str) {
        if !self.is_json {
            return;
        }
        let (position, total) = (self.bar.position(), self.bar.length().unwrap_or_default());
        let percent = position.saturating_mul(100).checked_div(total).unwrap_or_default();
        if self.told.fetch_max(percent + 1, Ordering::Relaxed) <= percent {
            let line = json!({
                (format!("done{unit}")): position,
                (format!("total{unit}")): total,
                "perSecond": self.bar.per_sec(),
                "secondsLeft": self.bar.eta().as_secs(),
            });
            print::tell(line);
        }
    }

    /// # Errors
    /// When the work was interrupted.
    pub fn go_on(&self) -> Result<()> {
        ensure!(!self.stop.is_cancelled(), "interrupted: nothing was changed, run it again");
        Ok(())
    }

    /// All is done: the bar makes place for the result.
    pub fn finish(&self) {
        self.bar.finish_and_clear();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn interrupted_work_ends_at_its_next_step() {
        let progress = Progress::new(true);
        progress.begin("copying", Length::Bytes(10));
        assert!(progress.advance(5).is_ok());
        progress.stop.cancel();
        let error = progress.advance(5).expect_err("it goes on");
        assert!(error.to_string().contains("run it again"), "{error}");
    }
    #[test]
    fn documents_are_counted_to_the_end() {
        let progress = Progress::new(true);
        progress.begin("reading", Length::Documents);
        for done in 0..=1_000 {
            progress.reach(done, 1_000);
        }
        assert_eq!((progress.bar.position(), progress.bar.length()), (1_000, Some(1_000)));
        assert_eq!(progress.told.load(Ordering::Relaxed), 101, "a line for each percent");
        progress.begin("again", Length::Documents);
        assert_eq!(progress.told.load(Ordering::Relaxed), 0);
    }

    #[test]
    fn templates_are_ones_that_the_library_takes() {
        for template in [MEASURED, COUNTED, OPEN] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
