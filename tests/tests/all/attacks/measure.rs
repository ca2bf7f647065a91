//! One row of what a request costs: sent again and again to a running server, with what its process
//! used meanwhile.

use super::{
    caller::{Answered, CUT, DONE},
    watch::{Watch, resident},
};
use std::{collections::BTreeMap, fmt, time::Duration};
use switchboard_testkit::usage::processor_time;

/// The least that a request counts as, because the kernel counts processor time by ticks.
const LEAST: Duration = Duration::from_micros(100);
/// Memory that a build for tests may take beside an answer, in KiB: what is made at the first use, and
/// what its allocator keeps.
const MARGIN_KIB: u64 = 48 * 1024;

/// The line above the rows.
pub const HEAD: &str = "| request                                      \
    | by       | bytes    | CPU ms    | KiB      | answer    | release | outcome |";

/// Who sends it, which says what it may cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Whoever shows nothing.
    Anybody,
    /// A visitor.
    Visitor,
    /// Somebody who is signed in.
    Operator,
    /// Many strangers at the same time.
    Crowd,
}

impl By {
    /// Bytes of an answer.
    fn answer_max(self) -> usize {
        match self {
            Self::Anybody | Self::Visitor | Self::Crowd => 4 << 20,
            Self::Operator => 16 << 20,
        }
    }

    /// Memory, in KiB.
    fn memory_max_kib(self) -> u64 {
        match self {
            Self::Anybody | Self::Visitor => 16 << 10,
            Self::Operator | Self::Crowd => 64 << 10,
        }
    }

    /// Processor time of one request to a server of a release, which is told and not held: the time that
    /// something takes is the machine's as well.
    fn release_processor_max(self) -> Option<Duration> {
        match self {
            Self::Anybody | Self::Visitor => Some(Duration::from_millis(50)),
            Self::Operator => Some(Duration::from_millis(500)),
            Self::Crowd => None,
        }
    }

    /// Times the processor time of the trivial query. Wide, because a build for tests is slow at other
    /// things than a release.
    fn processor_max(self) -> Option<u32> {
        match self {
            Self::Anybody | Self::Visitor => Some(500),
            Self::Operator => Some(5_000),
            Self::Crowd => None,
        }
    }
}

/// How a request has to end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// With what was asked for.
    Done,
    /// With a word of refusal.
    Refused,
    /// Either way: it is held open, or its sender does not hear the end.
    Anyhow,
}

/// What a request costs.
#[derive(Debug)]
struct Row {
    what: &'static str,
    by: By,
    sent: usize,
    answer: usize,
    processor: Duration,
    grown_kib: u64,
    codes: BTreeMap<String, usize>,
}

/// All rows, of which the first is the trivial query.
pub struct Table {
    process: u32,
    rows: Vec<Row>,
}

impl Table {
    /// Without rows, of a server's process.
    pub fn of(process: u32) -> Self {
        Self { process, rows: Vec::new() }
    }

    /// Asks so many times, one after the other; it has to end so.
    pub async fn add(
        &mut self,
        (what, by): (&'static str, By),
        times: u32,
        ends: Ends,
        ask: impl AsyncFn() -> Answered,
    ) {
        let process = self.process;
        let (before, begun) = (resident(process), processor(process));
        let watch = Watch::start(process);
        let (mut sent, mut answer, mut codes) = (0, 0, BTreeMap::<String, usize>::new());
        for _ in 0..times {
            let told = ask().await;
            (sent, answer) = (told.sent.max(sent), told.bytes.max(answer));
            *codes.entry(told.code).or_default() += 1;
        }
        let processor = (processor(process) - begun) / times;
        let grown_kib = watch.stop().saturating_sub(before);
        let row = Row { what, by, sent, answer, processor, grown_kib, codes };
        println!("{row}");
        row.has_ended(ends);
        row.is_within(self.rows.first().unwrap_or(&row));
        self.rows.push(row);
    }
}

impl Row {
    fn has_ended(&self, ends: Ends) {
        let is_so = |code: &str| match ends {
            Ends::Done => code == DONE,
            Ends::Refused => ![DONE, CUT].contains(&code),
            Ends::Anyhow => true,
        };
        let is_all_so = self.codes.keys().all(|code| is_so(code));
        assert!(is_all_so, "{} should be {ends:?}: {:?}", self.what, self.codes);
    }

    /// What of it is more than a server of a release may be made to spend.
    fn over(&self) -> String {
        let Some(processor_max) = self.by.release_processor_max() else { return "-".to_owned() };
        let all = [
            ("CPU", self.processor > processor_max),
            ("KiB", self.grown_kib > self.by.memory_max_kib()),
            ("answer", self.answer > self.by.answer_max()),
        ];
        let over: Vec<&str> = all.iter().filter(|(_, is)| *is).map(|(what, _)| *what).collect();
        if over.is_empty() { "within".to_owned() } else { format!("over: {}", over.join(", ")) }
    }

    /// What it costs is within what its sender may have; `trivial` is what the cheapest query costs.
    fn is_within(&self, trivial: &Self) {
        let Self { what, by, .. } = self;
        assert!(self.answer <= by.answer_max(), "{what} is answered with {} bytes", self.answer);
        let most_kib = by.memory_max_kib() + MARGIN_KIB;
        assert!(self.grown_kib <= most_kib, "{what} takes {} KiB", self.grown_kib);
        if let Some(times) = by.processor_max() {
            let most = trivial.processor.max(LEAST) * times;
            assert!(
                self.processor <= most,
                "{what} takes {:?} of at most {most:?}",
                self.processor
            );
        }
    }
}

impl fmt::Display for Row {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let codes: Vec<&str> = self.codes.keys().map(String::as_str).collect();
        let by = format!("{:?}", self.by).to_lowercase();
        write!(
            formatter,
            "| {:44} | {by:8} | {:8} | {:9.2} | {:8} | {:9} | {:7} | {} |",
            self.what,
            self.sent,
            self.processor.as_secs_f64() * 1_000.0,
            self.grown_kib,
            self.answer,
            self.over(),
            codes.join(" "),
        )
    }
}

fn processor(process: u32) -> Duration {
    processor_time(process).expect("the server runs")
}
