//! A group of commands becomes one transaction: each in a savepoint of its own, one commit, then
//! all are answered. Nothing is acknowledged before its commit, and nothing that may be stored is
//! run again.

use crate::bell::Bell;
use crate::command::{Command, Ran};
use crate::commit_outcome::{self, CommitOutcome};
use crate::config::Durability;
use crate::connection::{Connector, Purpose, Watched};
use crate::{DatabaseConnection, StoreError, Transaction, limits};
use diesel::connection::SimpleConnection;
use std::sync::Arc;
use switchboard_model::{Clock, EventCursor, IdGenerator, Stopwatch};

type Group = Vec<Box<dyn Command>>;

/// Why a group was not stored.
enum Failure {
    /// The connection could not be made, or broke before the commit.
    Lost(StoreError),
    /// The commands stood in each other's or somebody's way: a deadlock, a transaction that ended.
    Apart(StoreError),
    /// It was rolled back, and another run would fail the same way.
    Final(StoreError),
    /// Nobody knows.
    InDoubt,
}

/// What a transaction has gathered before its commit.
#[derive(Default)]
struct Gathered {
    done: usize,
    last_event: Option<EventCursor>,
}

/// What all lanes share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) connector: Connector,
    pub(crate) durability: Durability,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<IdGenerator>,
    pub(crate) epoch: u32,
    pub(crate) bell: Arc<Bell>,
}

/// The connection of one lane and the way groups go through it.
pub(crate) struct Committer {
    shared: Shared,
    watched: Option<Watched>,
}

impl Committer {
    pub(crate) fn new(shared: Shared) -> Self {
        Self { shared, watched: None }
    }

    /// Runs, commits and answers a group.
    pub(crate) fn settle(&mut self, mut group: Group) {
        for command in &group {
            self.shared.connector.metrics.unqueued(command.queued_at().elapsed());
        }
        group.retain(|command| command.is_wanted());
        match self.attempt_again(&mut group) {
            Err(Failure::Apart(error)) if group.len() > 1 => {
                tracing::debug!(%error, commands = group.len(), "a group is run again, one by one");
                for command in group {
                    let mut alone = vec![command];
                    let outcome = self.attempt_again(&mut alone);
                    self.answer(alone, outcome);
                }
            }
            outcome => self.answer(group, outcome),
        }
    }

    /// Repeats what may succeed another time, a bounded number of times.
    fn attempt_again(&mut self, group: &mut Group) -> Result<(), Failure> {
        let mut pause = limits::ATTEMPT_PAUSE;
        for _ in 1..limits::COMMAND_ATTEMPTS {
            match self.attempt(group) {
                Err(Failure::Lost(_)) => {}
                Err(Failure::Apart(_)) if group.len() == 1 => {}
                outcome => return outcome,
            }
            self.shared.connector.metrics.repeated_groups.inc();
            std::thread::sleep(pause);
            pause *= 2;
        }
        self.attempt(group)
    }

    fn answer(&self, group: Group, outcome: Result<(), Failure>) {
        let error = match outcome {
            Ok(()) => None,
            Err(Failure::Lost(error) | Failure::Apart(error) | Failure::Final(error)) => {
                Some(error)
            }
            Err(Failure::InDoubt) => Some(StoreError::InDoubt),
        };
        for mut command in group {
            if let Some(error) = &error {
                command.fail(error.clone());
            }
            self.shared.connector.metrics.commands.inc();
            command.answer();
        }
    }

    /// One transaction around the group. On success every command holds its own outcome.
    fn attempt(&mut self, group: &mut Group) -> Result<(), Failure> {
        if group.is_empty() {
            return Ok(());
        }
        let mark = self.shared.bell.mark();
        let outcome = self.transact(group);
        if self.watched.as_ref().is_some_and(|watched| watched.health.is_lost()) {
            self.watched = None;
        }
        self.shared.bell.ended(mark, matches!(outcome, Ok(true)));
        outcome.map(|_| ())
    }

    /// Says whether events were committed.
    fn transact(&mut self, group: &mut Group) -> Result<bool, Failure> {
        let watched = match &mut self.watched {
            Some(watched) => watched,
            None => self.watched.insert(
                self.shared
                    .connector
                    .connect(Purpose::Write(self.shared.durability))
                    .map_err(|error| Failure::Lost(StoreError::Unavailable(error)))?,
            ),
        };
        watched.health.clear();
        if let Err(error) = watched.connection.batch_execute(begin(&watched.connection)) {
            let error = watched.health.note(error);
            let is_lost = watched.health.is_lost();
            return Err(if is_lost { Failure::Lost(error) } else { Failure::Final(error) });
        }
        let gathered = match run_all(&self.shared, watched, group) {
            Ok(gathered) => gathered,
            Err(failure) => {
                roll_back(watched);
                return Err(failure);
            }
        };
        if gathered.done == 0 {
            roll_back(watched);
            return Ok(false);
        }
        let started = Stopwatch::start();
        if let Err(error) = watched.connection.batch_execute("COMMIT") {
            let error = watched.health.note(error);
            if watched.health.is_lost() {
                return self.learn(gathered);
            }
            roll_back(watched);
            let is_repeatable = watched.health.is_repeatable();
            return Err(if is_repeatable { Failure::Apart(error) } else { Failure::Final(error) });
        }
        self.shared.connector.metrics.committed(gathered.done, started.elapsed());
        Ok(gathered.last_event.is_some())
    }

    /// The connection broke during the commit: asks the server what became of the transaction.
    fn learn(&mut self, gathered: Gathered) -> Result<bool, Failure> {
        self.watched = None;
        let Some(event) = gathered.last_event else { return Err(Failure::InDoubt) };
        match commit_outcome::commit_outcome_of(&self.shared.connector, event.transaction) {
            CommitOutcome::Committed => Ok(true),
            CommitOutcome::Aborted => {
                let text = "the connection broke during the commit, which was taken back";
                Err(Failure::Lost(StoreError::Unavailable(text.to_owned())))
            }
            CommitOutcome::Unknown => Err(Failure::InDoubt),
        }
    }
}

fn run_all(shared: &Shared, watched: &mut Watched, group: &mut Group) -> Result<Gathered, Failure> {
    let mut gathered = Gathered::default();
    // A command alone needs no savepoint: the transaction itself is rolled back.
    let is_alone = group.len() == 1;
    let mut has_savepoint = false;
    for command in group {
        if !is_alone {
            let text = if has_savepoint {
                "RELEASE SAVEPOINT command; SAVEPOINT command"
            } else {
                "SAVEPOINT command"
            };
            execute(watched, text)?;
            has_savepoint = true;
        }
        let mut last_event = None;
        let mut transaction = Transaction {
            connection: &mut watched.connection,
            now: shared.clock.now(),
            ids: &shared.ids,
            epoch: shared.epoch,
            last_event: &mut last_event,
        };
        let mut ran = command.run(&mut transaction);
        if watched.health.is_lost() {
            let text = "the connection broke during a write".to_owned();
            return Err(Failure::Lost(StoreError::Unavailable(text)));
        }
        if watched.health.is_repeatable() {
            return Err(Failure::Apart(StoreError::Busy));
        }
        if ran == Ran::Done && watched.health.has_failed() {
            // PostgreSQL would take such a write back silently at the commit; SQLite would store it.
            let text = "a write went on after a failed statement; it was taken back";
            command.fail(StoreError::Database(text.to_owned()));
            ran = Ran::Refused;
        }
        match ran {
            Ran::Done => {
                gathered.done += 1;
                gathered.last_event = last_event.or(gathered.last_event);
            }
            Ran::Refused if is_alone => {}
            Ran::Refused => {
                watched.health.clear();
                execute(watched, "ROLLBACK TO SAVEPOINT command")?;
            }
        }
    }
    Ok(gathered)
}

fn begin(connection: &DatabaseConnection) -> &'static str {
    match connection {
        // Takes the lock at once: a read-then-write can neither lose an update nor find the file
        // locked in its middle.
        DatabaseConnection::Sqlite(_) => "BEGIN IMMEDIATE",
        DatabaseConnection::Postgres(_) => "BEGIN",
    }
}

/// A statement of the group itself; when it fails, the group has fallen apart.
fn execute(watched: &mut Watched, text: &str) -> Result<(), Failure> {
    watched.connection.batch_execute(text).map_err(|error| {
        let error = watched.health.note(error);
        if watched.health.is_lost() { Failure::Lost(error) } else { Failure::Apart(error) }
    })
}

fn roll_back(watched: &mut Watched) {
    if let Err(error) = watched.connection.batch_execute("ROLLBACK") {
        // SQLite has rolled back by itself after some failures; a lost connection has no transaction.
        tracing::debug!(%error, "nothing to roll back");
    }
}
