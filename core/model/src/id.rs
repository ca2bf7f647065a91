//! Typed, time-ordered ids: 42 bits of milliseconds, 10 of node, 11 of counter. Inside they are
//! `i64` (small, clustered, ordered like time); outside they are opaque words with their kind,
//! such as `chat_01h5…`.

use crate::{Clock, Timestamp};
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Milliseconds between the Unix epoch and the first possible id (1990-01-01): history that is moved in
/// keeps its own times. 42 bits of milliseconds last until 2129.
const EPOCH_MS: i64 = 631_152_000_000;
const NODE_BITS: u32 = 10;
const COUNTER_BITS: u32 = 11;
/// Crockford's base 32 in lower case: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
/// Characters of an encoded id.
const WORD_LENGTH: usize = 13;

/// Why a word is no id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word:?} is not an id of a {kind}; ids look like {kind}_0123456789abc")]
pub struct IdError {
    /// The kind that was expected.
    pub kind: &'static str,
    /// The word that was given, cut to 40 characters.
    pub word: String,
}

pub(crate) fn encode(value: i64) -> String {
    let bits = value.cast_unsigned();
    (0..WORD_LENGTH)
        .rev()
        .map(|place| char::from(ALPHABET[((bits >> (5 * place)) & 31) as usize]))
        .collect()
}

pub(crate) fn decode(word: &str) -> Option<i64> {
    if word.len() != WORD_LENGTH {
        return None;
    }
    let value = word.bytes().try_fold(0u128, |value, byte| {
        let digit = ALPHABET.iter().position(|letter| *letter == byte)?;
        Some(value << 5 | digit as u128)
    })?;
    i64::try_from(value).ok()
}

macro_rules! ids {
    ($($(#[$meta:meta])* $name:ident = $kind:literal),+ $(,)?) => { $(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(transparent)]
        #[cfg_attr(feature = "sql", derive(diesel::expression::AsExpression, diesel::deserialize::FromSqlRow))]
        #[cfg_attr(feature = "sql", diesel(sql_type = diesel::sql_types::BigInt))]
        pub struct $name(pub i64);

        #[cfg(feature = "sql")]
        $crate::sql::stored_as_number!($name);

        impl $name {
            /// The word in front of the outside form.
            pub const KIND: &'static str = $kind;
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                write!(formatter, concat!($kind, "_{}"), $crate::id::encode(self.0))
            }
        }

        impl std::str::FromStr for $name {
            type Err = $crate::IdError;
            fn from_str(word: &str) -> Result<Self, $crate::IdError> {
                word.strip_prefix(concat!($kind, "_")).and_then($crate::id::decode).map(Self).ok_or_else(|| {
                    $crate::IdError { kind: $kind, word: word.chars().take(40).collect() }
                })
            }
        }

        impl From<i64> for $name {
            fn from(value: i64) -> Self {
                Self(value)
            }
        }
    )+ };
}

pub(crate) use ids;

/// The lowest id that can have been made at this time: a bound for "since then" on any id.
pub fn lowest_at(at: Timestamp) -> i64 {
    at.since_ms(Timestamp(EPOCH_MS)).max(0) << (NODE_BITS + COUNTER_BITS)
}

/// Makes ids that are unique per node and ordered like time, also when the clock steps back.
pub struct IdGenerator {
    clock: Arc<dyn Clock>,
    node: AtomicI64,
    last: Mutex<(i64, i64)>,
}

impl IdGenerator {
    /// A generator for one node, `node` below 1024.
    pub fn new(clock: Arc<dyn Clock>, node: u16) -> Self {
        let generator = Self { clock, node: AtomicI64::new(0), last: Mutex::new((0, 0)) };
        generator.set_node(node);
        generator
    }

    /// Goes on with another node number, `node` below 1024.
    pub fn set_node(&self, node: u16) {
        self.node.store(i64::from(node) & ((1 << NODE_BITS) - 1), Ordering::Relaxed);
    }

    /// The next id.
    pub fn next<T: From<i64>>(&self) -> T {
        let now = self.clock.now().since_ms(Timestamp(EPOCH_MS)).max(0);
        let mut last = self.last.lock();
        *last = match *last {
            (milliseconds, _) if now > milliseconds => (now, 0),
            (milliseconds, counter) if counter + 1 < 1 << COUNTER_BITS => {
                (milliseconds, counter + 1)
            }
            (milliseconds, _) => (milliseconds + 1, 0),
        };
        let (milliseconds, counter) = *last;
        let node = self.node.load(Ordering::Relaxed) << COUNTER_BITS;
        T::from((milliseconds << (NODE_BITS + COUNTER_BITS)) | node | counter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ChatId, ManualClock};

    #[test]
    fn a_word_comes_back_as_its_id() {
        for value in [0, 1, i64::MAX, 123_456_789_012] {
            let word = ChatId(value).to_string();
            assert_eq!(word.parse(), Ok(ChatId(value)), "{word}");
        }
    }

    #[test]
    fn words_of_other_kinds_and_garbage_are_refused() {
        for word in
            ["", "chat_", "contact_0000000000001", "chat_000000000000u", "chat_zzzzzzzzzzzzz"]
        {
            assert!(word.parse::<ChatId>().is_err(), "{word} was taken");
        }
    }

    #[test]
    fn words_sort_like_their_ids() {
        assert!(ChatId(5).to_string() < ChatId(6).to_string());
        assert!(ChatId(31).to_string() < ChatId(32).to_string());
    }

    #[test]
    fn ids_of_all_times_since_1990_are_ordered_like_them() {
        let year_ms = 31_556_952_000;
        let years: Vec<i64> = (21..150).map(|year| lowest_at(Timestamp(year * year_ms))).collect();
        assert!(years.windows(2).all(|pair| 0 < pair[0] && pair[0] < pair[1]), "{years:?}");
        assert_eq!(lowest_at(Timestamp(EPOCH_MS)), 0, "1990-01-01T00:00:00Z");
        let clock = Arc::new(ManualClock::at(Timestamp(EPOCH_MS + 1)));
        let old: ChatId = IdGenerator::new(clock.clone(), 1_023).next();
        clock.pass_ms(1);
        let next: ChatId = IdGenerator::new(clock, 0).next();
        assert!(old < next, "the time comes before the node");
    }

    #[test]
    fn ids_rise_while_the_clock_stands_still() {
        let ids = IdGenerator::new(Arc::new(ManualClock::at(Timestamp(EPOCH_MS + 5))), 3);
        let made: Vec<ChatId> = (0..5_000).map(|_| ids.next()).collect();
        assert!(made.windows(2).all(|pair| pair[0] < pair[1]));
    }
}
