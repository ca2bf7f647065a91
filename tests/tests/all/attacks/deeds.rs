//! What strangers do, and how it ends.

use super::caller::{Answered, DONE};
use std::collections::BTreeMap;

/// What a stranger does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Act {
    Circles,
    Schemas,
    OwnMessages,
    LongMessages,
    Uploads,
    SignIns,
    Setups,
    ForgedWebhooks,
    HalfWebhooks,
    SilentConnections,
    UnreadSockets,
    Replays,
    EmptyDocuments,
    Visits,
}

impl Act {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Circles,
        Self::Schemas,
        Self::OwnMessages,
        Self::LongMessages,
        Self::Uploads,
        Self::SignIns,
        Self::Setups,
        Self::ForgedWebhooks,
        Self::HalfWebhooks,
        Self::SilentConnections,
        Self::UnreadSockets,
        Self::Replays,
        Self::EmptyDocuments,
        Self::Visits,
    ];
}

/// How all of it ended.
#[derive(Debug, Default)]
pub struct Deeds {
    /// How often each was answered with which code.
    pub codes: BTreeMap<(Act, String), usize>,
    /// Bytes of the largest answer.
    pub answer_max: usize,
    /// The most long messages that one of them has written.
    pub written_max: usize,
}

impl Deeds {
    /// One of them did this and was told that.
    pub fn note(&mut self, act: Act, told: Vec<Answered>) {
        for told in told {
            self.answer_max = self.answer_max.max(told.bytes);
            *self.codes.entry((act, told.code)).or_default() += 1;
        }
    }

    /// With those of another.
    pub fn join(&mut self, other: Self) {
        for (key, count) in other.codes {
            *self.codes.entry(key).or_default() += count;
        }
        self.answer_max = self.answer_max.max(other.answer_max);
        self.written_max = self.written_max.max(other.written_max);
    }

    /// Was it ever refused.
    pub fn was_refused(&self, act: Act) -> bool {
        self.codes.keys().any(|(one, code)| *one == act && code != DONE)
    }
}
