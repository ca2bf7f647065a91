//! What happens in one chat, step by step, before it has happened.

use std::collections::BTreeMap;
use switchboard_model::{Timestamp, chat::ChatPriority};

/// One chat.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Script {
    pub(crate) customer: Customer,
    /// The places of the channel, of the language.
    pub(crate) channel: usize,
    pub(crate) language: usize,
    /// In the order of their times.
    pub(crate) steps: Vec<(Timestamp, Step)>,
}

/// Who writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Customer {
    /// Their id on the platform.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) first_name: String,
    pub(crate) email: Option<String>,
    pub(crate) phone: Option<String>,
}

/// What somebody does. `by` is the place of the operator, other numbers are places as well.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// The customer writes, perhaps several lines at once.
    Customer(Vec<String>),
    /// The customer reads what is there.
    Seen,
    Reply {
        by: usize,
        text: String,
        template: Option<usize>,
        fate: Fate,
    },
    Note {
        by: usize,
        text: String,
    },
    Label {
        by: usize,
        label: usize,
    },
    Raise {
        by: usize,
        priority: ChatPriority,
    },
    Forward {
        by: usize,
        team: usize,
        comment: String,
    },
    Take {
        by: usize,
    },
    Escalate {
        by: usize,
        team: usize,
        comment: String,
    },
    Snooze {
        by: usize,
        for_ms: i64,
    },
    Close {
        by: usize,
        reason: usize,
    },
}

/// What becomes of a reply on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fate {
    /// It arrives.
    Arrives,
    /// The platform refuses it.
    Refused,
    /// The customer has blocked the bot.
    Blocked,
    /// Nobody knows.
    Unknown,
}

/// What stands in a text between braces.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slots(BTreeMap<&'static str, String>);

impl Slots {
    /// The same with one more.
    #[must_use]
    pub(crate) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.0.insert(name, value.into());
        self
    }

    /// The text with all of them filled.
    pub(crate) fn fill(&self, text: &str) -> String {
        let mut filled = text.to_owned();
        for (name, value) in &self.0 {
            filled = filled.replace(&format!("{{{name}}}"), value);
        }
        filled
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_are_filled_wherever_they_stand() {
        let slots = Slots::default().with("ref", "TX-1").with("name", "Ana");
        assert_eq!(slots.fill("{name}: {ref}, {ref}"), "Ana: TX-1, TX-1");
    }
}
