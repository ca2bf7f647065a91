//! By what a demo is made: the same scale makes the same demo.

use crate::limits;
use serde::{Deserialize, Serialize};

/// The seed, and how much there is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scale {
    /// Decides what happens and when.
    pub seed: u64,
    /// The chats.
    pub chats: usize,
    /// The messages of the longest one.
    pub long_chat_messages: usize,
}

impl Scale {
    /// The nearest one that can be made.
    #[must_use]
    pub fn bounded(self) -> Self {
        let within = |number: usize, bounds: &std::ops::RangeInclusive<usize>| {
            number.clamp(*bounds.start(), *bounds.end())
        };
        Self {
            seed: self.seed,
            chats: within(self.chats, &limits::CHATS_BOUNDS),
            long_chat_messages: within(self.long_chat_messages, &limits::LONG_CHAT_BOUNDS),
        }
    }
}
