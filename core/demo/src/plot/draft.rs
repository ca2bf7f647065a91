//! A chat while it is written, and what its texts tell.

use crate::chance::Chance;
use crate::data::Language;
use crate::limits;
use crate::script::{Fate, Script, Slots, Step};
use switchboard_model::Timestamp;

/// A chat while it is written: who talks about what, and when it is.
pub(crate) struct Draft {
    pub(crate) script: Script,
    pub(crate) at: Timestamp,
    pub(crate) slots: Slots,
    /// The team that has it, the operator who answers, the topic.
    pub(crate) team: usize,
    pub(crate) by: usize,
    pub(crate) topic: usize,
}

impl Draft {
    /// Something happens now.
    pub(crate) fn step(&mut self, step: Step) {
        self.script.steps.push((self.at, step));
    }

    /// The operator says something.
    pub(crate) fn reply(&mut self, text: &str, template: Option<usize>) {
        let (by, text) = (self.by, self.slots.fill(text));
        self.step(Step::Reply { by, text, template, fate: Fate::Arrives });
    }

    /// The customer says something.
    pub(crate) fn customer(&mut self, text: &str) {
        let text = self.slots.fill(text);
        self.step(Step::Customer(vec![text]));
    }
}

/// What is told in a chat: numbers and names that fit its language.
pub(crate) fn slots(chance: &mut Chance, language: &Language, name: &str) -> Slots {
    Slots::default()
        .with("name", name)
        .with("ref", format!("TX-{}", chance.between(&limits::REFERENCES)))
        .with("amount", chance.pick(&language.amounts).as_str())
        .with("shop", chance.pick(&language.shops).as_str())
        .with("day", chance.pick(&language.days).as_str())
}
