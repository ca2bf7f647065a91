//! What is measured and how much: the arguments of the program.

use anyhow::{Result, bail};

/// Clients that work at once.
pub const CLIENTS: usize = 32;
/// Rounds of a product and of its limit, in turn.
pub const ROUNDS: usize = 5;
/// How many times as many things a limit does in a round: each costs so little that the kernel's
/// ticks could not tell.
pub const MORE: usize = 8;
/// Sockets that one operator opens, all from one address of the machine's own network: below what the
/// server grants an actor.
pub const SOCKETS_PER_OPERATOR: usize = 90;

/// Rows that are measured on the large database.
pub const ON_LARGE: [&str; 6] = ["decay", "start", "list", "search", "fan-out", "memory"];
/// Rows that are measured on the small one.
pub const ON_SMALL: [&str; 9] =
    ["memory", "burst", "start", "list", "reply", "single", "inbound", "searchable", "screen"];
/// Rows that fill databases of their own.
pub const ON_THEIR_OWN: [&str; 1] = ["board"];

/// What the program can be asked for.
pub const HELP: &str = "arguments: [--full] [--messages N] [--per-chat N] [--subscribers N] [--round N] \
    [--rate N] [--only ROW]...; rows: decay start list search fan-out memory burst reply single inbound \
    searchable screen board; a row by itself fills only the databases that it is measured on; with \
    --per-chat 1 there are as many chats as messages";

/// What the program is asked for.
pub enum Wanted {
    /// The table.
    Table(Options),
    /// To be a limit, in a process of its own.
    Limit(String),
    /// To say what it can be asked for.
    Help,
}

/// How much is measured.
pub struct Options {
    /// Messages in the large database.
    pub messages: usize,
    /// Messages of one chat in both databases.
    pub per_chat: usize,
    /// Subscribers of the fan-out.
    pub subscribers: usize,
    /// Writes of one round.
    pub round: usize,
    /// Messages per second of the rows with a steady rate.
    pub rate: u64,
    /// Rows that are wanted; none named: all.
    only: Vec<String>,
}

impl Options {
    /// Reads the arguments.
    pub fn parse(mut arguments: impl Iterator<Item = String>) -> Result<Wanted> {
        let mut options = Self {
            messages: 100_000,
            per_chat: 20,
            subscribers: 1_000,
            round: 1_500,
            rate: 500,
            only: vec![],
        };
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().ok_or_else(|| anyhow::anyhow!(HELP));
            match argument.as_str() {
                "--full" => (options.messages, options.subscribers) = (1_000_000, 10_000),
                "--messages" => options.messages = value()?.parse()?,
                "--per-chat" => options.per_chat = value()?.parse()?,
                "--subscribers" => options.subscribers = value()?.parse()?,
                "--round" => options.round = value()?.parse()?,
                "--rate" => options.rate = value()?.parse()?,
                "--only" => {
                    let row = value()?;
                    let mut rows = ON_LARGE.iter().chain(&ON_SMALL).chain(&ON_THEIR_OWN);
                    if !rows.any(|known| *known == row) {
                        bail!("no row is called {row}; {HELP}");
                    }
                    options.only.push(row);
                }
                "--help" => return Ok(Wanted::Help),
                "limit" => return Ok(Wanted::Limit(value()?)),
                _ => bail!("{argument} is not known; {HELP}"),
            }
        }
        let least = options.rate.min(options.per_chat as u64);
        if options.messages < 1_000 || options.round < CLIENTS || least == 0 {
            bail!(
                "too little to measure: at least 1000 messages, 1 per chat, {CLIENTS} a round, a rate of 1"
            );
        }
        Ok(Wanted::Table(options))
    }

    /// Is this row to be measured.
    pub fn wants(&self, row: &str) -> bool {
        self.only.is_empty() || self.only.iter().any(|name| name == row)
    }

    /// Is any of these rows to be measured.
    pub fn wants_any(&self, rows: &[&str]) -> bool {
        rows.iter().any(|row| self.wants(row))
    }

    /// Messages in the small database.
    pub fn small_messages(&self) -> usize {
        (self.messages / 10).min(10_000)
    }

    /// Chats of the databases on which the board is measured.
    pub fn board_chats(&self) -> impl Iterator<Item = usize> + use<> {
        let most = self.messages;
        [10_000, 100_000, 1_000_000].into_iter().filter(move |chats| *chats <= most)
    }

    /// Operators that are needed for all subscribers.
    pub fn operators(&self) -> usize {
        self.subscribers.div_ceil(SOCKETS_PER_OPERATOR).max(1)
    }
}
