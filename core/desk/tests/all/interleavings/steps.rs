//! What those who work may do next, chosen at random.

use rand::Rng;
use rand::rngs::StdRng;

/// Operators.
pub const PEOPLE: usize = 4;
/// Chats of a schedule, each of a customer of its own.
pub const CHATS: usize = 3;

/// What somebody does. The first number is the chat, or its customer.
#[derive(Clone, Copy, Debug)]
pub enum Deed {
    /// The customer writes.
    Writes(usize),
    Replies(usize),
    Notes(usize),
    /// Offers it to this one.
    Forwards(usize, usize),
    Takes(usize),
    Declines(usize),
    Cancels(usize),
    Joins(usize),
    Leaves(usize),
    Closes(usize),
    Reopens(usize),
    Archives(usize),
    Deletes(usize),
    /// For a while, or until the customer writes.
    Snoozes(usize, bool),
    Wakes(usize),
    /// Pulls the second customer into the first.
    Unites(usize, usize),
    /// Undoes the unite that hides this customer.
    Undoes(usize),
    /// The deliverer sends what is queued.
    Sends,
    /// They are not there any more.
    Goes,
    Comes,
    /// Time passes, and timers fire.
    Waits,
}

/// A step of a schedule.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub who: usize,
    pub deed: Deed,
}

impl Deed {
    /// Is it nobody's work with a chat, and therefore refused to nobody.
    pub fn is_free(self) -> bool {
        matches!(self, Self::Writes(_) | Self::Sends | Self::Goes | Self::Comes | Self::Waits)
    }
}

impl Step {
    /// A step with one of so many of the chats.
    pub fn random(random: &mut StdRng, who: usize, chats: usize) -> Self {
        let chat = random.random_range(0..chats);
        let other_chat = (chat + random.random_range(1..CHATS)) % CHATS;
        let colleague = (who + random.random_range(1..PEOPLE)) % PEOPLE;
        let deed = match random.random_range(0..31) {
            0..=3 => Deed::Writes(chat),
            4..=6 => Deed::Replies(chat),
            7 => Deed::Notes(chat),
            8..=10 => Deed::Forwards(chat, colleague),
            11 | 12 => Deed::Takes(chat),
            13 => Deed::Declines(chat),
            14 => Deed::Cancels(chat),
            15 => Deed::Joins(chat),
            16 => Deed::Leaves(chat),
            17 => Deed::Closes(chat),
            18 => Deed::Reopens(chat),
            19 | 20 => Deed::Snoozes(chat, random.random_bool(0.5)),
            21 => Deed::Wakes(chat),
            22 => Deed::Unites(chat, other_chat),
            23 => Deed::Undoes(chat),
            24 => Deed::Sends,
            25 => Deed::Goes,
            26 => Deed::Comes,
            27 | 28 => Deed::Archives(chat),
            29 => Deed::Deletes(chat),
            _ => Deed::Waits,
        };
        Self { who, deed }
    }
}
