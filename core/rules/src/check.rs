//! Looks at a rule before it runs: every wrong name, type and word, at its line and column.

mod calls;
mod expressions;
mod operators;
mod statements;
mod stops;
mod syntax;

use crate::engine::Engine;
use crate::header::{self, Header, Start};
use crate::limits::{PROBLEMS_MAX, SCRIPT_MAX_BYTES};
use crate::names::Names;
use crate::run::Searches;
use crate::surface::{At, Kind, Starts};
use crate::words::Problem;
use std::collections::{BTreeSet, HashMap};
use switchboard_model::Permission;

/// What is known of a rule.
#[derive(Debug)]
pub struct Checked {
    /// Its header.
    pub header: Header,
    /// What should be changed, from top to bottom.
    pub problems: Vec<Problem>,
    /// What its texts are compiled to.
    pub searches: Searches,
    /// The line that ends the list for every event that starts it.
    pub stop_line: Option<usize>,
    /// What somebody needs who has it do what it asks for.
    pub permissions: Vec<Permission>,
}

impl Checked {
    /// Can it run.
    pub fn is_runnable(&self) -> bool {
        self.problems.iter().all(|problem| problem.is_warning)
    }
}

/// Checks a script. The engine is one that leaves scripts as they are written.
pub fn check(engine: &Engine, source: &str, names: &Names) -> Checked {
    let (header, mut problems) = header::parse(source, names);
    let mut searches = Searches::default();
    let (mut stop_line, mut permissions) = (None, BTreeSet::new());
    if source.len() > SCRIPT_MAX_BYTES {
        let message = format!(
            "the script has {} bytes, {SCRIPT_MAX_BYTES} are allowed: divide it, or move words into a list",
            source.len()
        );
        problems.push(Problem::error((1, 1), message));
        return Checked { header, problems, searches, stop_line, permissions: Vec::new() };
    }
    let tokens = engine.lex(source);
    let told = syntax::of_tokens(&tokens, source);
    let is_told = !told.is_empty();
    problems.extend(told);
    match engine.parse(source) {
        Ok(tree) => {
            let mut checker = Checker {
                names,
                header: &header,
                variables: HashMap::new(),
                problems: Vec::new(),
                searches: &mut searches,
                permissions: BTreeSet::new(),
                is_closed: header.on.len() == 1 && header.on.iter().all(is_about_closed),
            };
            checker.block(tree.statements());
            stop_line = stops::certainly(tree.statements());
            permissions = std::mem::take(&mut checker.permissions);
            // What the words show by themselves is told in better words.
            let is_new = |one: &Problem| {
                problems.iter().all(|other| {
                    (other.line, other.column) != (one.line, one.column) || other.line == 1
                })
            };
            let new: Vec<Problem> = checker.problems.into_iter().filter(is_new).collect();
            problems.extend(new);
        }
        // The tokens tell the same in better words.
        Err(_) if is_told => {}
        Err(error) => problems.push(syntax::of_parser(&error, &tokens, source)),
    }
    problems.sort_by_key(|problem| (problem.line, problem.column));
    problems.dedup();
    problems.truncate(PROBLEMS_MAX);
    let permissions = permissions.into_iter().collect();
    Checked { header, problems, searches, stop_line, permissions }
}

fn is_about_closed(start: &Start) -> bool {
    matches!(start.event.name, "chat.closed" | "closed_for")
}

/// What an expression is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Type {
    kind: Kind,
    is_optional: bool,
}

impl Type {
    fn of(kind: Kind) -> Self {
        Self { kind, is_optional: false }
    }

    /// What was told already: nothing more is said of it.
    const UNKNOWN: Self = Self { kind: Kind::Any, is_optional: true };
}

struct Checker<'a> {
    names: &'a Names,
    header: &'a Header,
    variables: HashMap<String, Type>,
    problems: Vec<Problem>,
    searches: &'a mut Searches,
    /// What is needed for what is asked for so far.
    permissions: BTreeSet<Permission>,
    /// Is the chat closed whenever the rule runs.
    is_closed: bool,
}

impl Checker<'_> {
    fn error(&mut self, place: (usize, usize), message: impl Into<String>) {
        self.problems.push(Problem::error(place, message));
    }

    fn warn(&mut self, place: (usize, usize), message: impl Into<String>) {
        self.problems.push(Problem::warning(place, message));
    }

    /// The first event of the header at which something is not there.
    fn lacking(&self, at: At) -> Option<&'static str> {
        let has = |start: &&Start| match at {
            At::Every => true,
            At::Messages => start.event.starts == Starts::Message,
            At::Waits => start.event.starts == Starts::Wait,
            At::Timers => start.event.starts == Starts::Timer,
        };
        self.header.on.iter().find(|start| !has(start)).map(|start| start.event.name)
    }
}
