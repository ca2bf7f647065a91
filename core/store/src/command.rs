//! A write on its way through a lane: the closure, what it said, and who waits for the answer.

use crate::statements::Caller;
use crate::{StoreError, Transaction};
use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use switchboard_model::Stopwatch;
use tokio::sync::oneshot;

/// What a run of a command came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ran {
    /// Its rows are to be committed.
    Done,
    /// It returned an error or panicked: its rows are to be taken back.
    Refused,
}

/// A command of any type.
pub(crate) trait Command: Send {
    /// Does anybody still wait for the answer?
    fn is_wanted(&self) -> bool;
    /// When it was handed over.
    fn queued_at(&self) -> Stopwatch;
    /// Runs it; may be called again after a rollback.
    fn run(&mut self, transaction: &mut Transaction<'_>) -> Ran;
    /// What it said is void: its group was not stored, or this failed after it.
    fn fail(&mut self, error: StoreError);
    /// Tells the one who waits.
    fn answer(self: Box<Self>);
}

/// A command of one type.
pub(crate) struct Pending<T, E, F> {
    work: F,
    caller: Caller,
    queued_at: Stopwatch,
    outcome: Option<Result<T, E>>,
    reply: oneshot::Sender<Result<T, E>>,
}

impl<T, E, F> Pending<T, E, F>
where
    F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send,
    E: From<StoreError> + Send,
    T: Send,
{
    pub(crate) fn new(work: F) -> (Self, oneshot::Receiver<Result<T, E>>) {
        let (reply, answer) = oneshot::channel();
        let caller = Caller::current();
        (Self { work, caller, queued_at: Stopwatch::start(), outcome: None, reply }, answer)
    }
}

impl<T, E, F> Command for Pending<T, E, F>
where
    F: FnMut(&mut Transaction<'_>) -> Result<T, E> + Send,
    E: From<StoreError> + Send,
    T: Send,
{
    fn is_wanted(&self) -> bool {
        !self.reply.is_closed()
    }

    fn queued_at(&self) -> Stopwatch {
        self.queued_at
    }

    fn run(&mut self, transaction: &mut Transaction<'_>) -> Ran {
        let Self { work, caller, .. } = self;
        let run = catch_unwind(AssertUnwindSafe(|| caller.count(|| work(transaction))));
        let outcome = run.unwrap_or_else(|panic| {
            let text = format!("a write panicked: {}", panic_text(&*panic));
            Err(StoreError::Database(text).into())
        });
        let ran = if outcome.is_ok() { Ran::Done } else { Ran::Refused };
        self.outcome = Some(outcome);
        ran
    }

    fn fail(&mut self, error: StoreError) {
        self.outcome = Some(Err(error.into()));
    }

    fn answer(self: Box<Self>) {
        // Without an outcome the command never ran; the sender's drop says so. The one who waited
        // may also have gone meanwhile; the write is stored all the same.
        if let Some(outcome) = self.outcome {
            let _gone = self.reply.send(outcome);
        }
    }
}

fn panic_text(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str)).unwrap_or("no text")
}
