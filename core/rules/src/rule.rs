//! A rule that was read: what it listens to, and its script as it runs.

use crate::check::check;
use crate::engine::{Engine, Mode, Script};
use crate::facts::{ChannelFacts, EventFacts};
use crate::header::Header;
use crate::lexed;
use crate::names::Names;
use crate::run::Searches;
use crate::words::Problem;
use std::sync::Arc;
use switchboard_model::Permission;

/// A rule that is ready to run.
#[derive(Clone, Debug)]
pub struct Rule {
    /// Its key.
    pub key: String,
    /// Its header.
    pub header: Header,
    /// Its source, which is traced where somebody asks why.
    pub source: String,
    /// What its texts were compiled to.
    pub searches: Arc<Searches>,
    /// The line that ends the list for every event that starts it.
    pub stop_line: Option<usize>,
    /// As it runs.
    pub script: Script,
}

/// A script that was read.
#[derive(Debug)]
pub struct ReadRule {
    /// Its header, as far as it was understood.
    pub header: Header,
    /// The rule, where it can run.
    pub rule: Option<Rule>,
    /// What should be changed.
    pub problems: Vec<Problem>,
    /// What somebody needs who has it do what it asks for.
    pub permissions: Vec<Permission>,
}

/// Reads scripts.
pub struct RuleReader {
    as_written: Engine,
    plain: Engine,
}

impl Default for RuleReader {
    fn default() -> Self {
        Self { as_written: Engine::new(Mode::AsWritten), plain: Engine::new(Mode::Plain) }
    }
}

impl RuleReader {
    /// Reads a script and checks it.
    pub fn read(&self, key: &str, source: &str, names: &Names) -> ReadRule {
        let checked = check(&self.as_written, source, names);
        let (is_runnable, stop_line) = (checked.is_runnable(), checked.stop_line);
        let (header, mut problems) = (checked.header, checked.problems);
        let permissions = checked.permissions;
        if !is_runnable {
            return ReadRule { header, rule: None, problems, permissions };
        }
        let searches = Arc::new(checked.searches);
        let rule = match self.plain.compile(source, Arc::clone(&searches)) {
            Ok(script) => {
                let (key, source) = (key.to_owned(), source.to_owned());
                Some(Rule { key, header: header.clone(), source, searches, stop_line, script })
            }
            Err(error) => {
                let at = lexed::place(error.position());
                problems.push(Problem::error(at, error.err_type().to_string()));
                None
            }
        };
        ReadRule { header, rule, problems, permissions }
    }
}

impl Rule {
    /// Does it listen to an event on a channel. What it did itself starts it never.
    pub fn hears(&self, event: &EventFacts, channel: &ChannelFacts) -> bool {
        let Some(start) = self.header.start(&event.kind) else { return false };
        let is_timer = start.timer.is_none() || start.timer == event.timer;
        let is_own = event.by_rule.as_ref() == Some(&self.key);
        is_timer && !is_own && self.header.takes_channel(&channel.key, &channel.kind)
    }
}
