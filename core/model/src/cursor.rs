//! A place in the log: epoch and commit order. Opaque outside.

use std::{fmt, str::FromStr};

/// A place in the log. `(transaction, sequence)` is the commit order; on SQLite the transaction is
/// always 0. The epoch changes when a backup is restored, which makes all older cursors void.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EventCursor {
    /// Which life of the database.
    pub epoch: u32,
    /// PostgreSQL's transaction number, 0 on SQLite.
    pub transaction: i64,
    /// The event's sequence number.
    pub sequence: i64,
}

/// The word is no cursor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an event cursor: pass one that the server gave, unchanged")]
pub struct CursorError;

impl EventCursor {
    /// The place before the first event of an epoch.
    pub fn start(epoch: u32) -> Self {
        Self { epoch, transaction: 0, sequence: 0 }
    }
}

impl fmt::Display for EventCursor {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "e{:x}-{:x}-{:x}", self.epoch, self.transaction, self.sequence)
    }
}

impl FromStr for EventCursor {
    type Err = CursorError;

    fn from_str(word: &str) -> Result<Self, CursorError> {
        if word.len() > 48 {
            return Err(CursorError);
        }
        let mut parts = word.strip_prefix('e').ok_or(CursorError)?.split('-');
        let mut next = || parts.next().ok_or(CursorError);
        let (epoch, transaction, sequence) = (next()?, next()?, next()?);
        let number = |digits| i64::from_str_radix(digits, 16).ok().filter(|number| *number >= 0);
        let cursor = Self {
            epoch: u32::from_str_radix(epoch, 16).map_err(|_| CursorError)?,
            transaction: number(transaction).ok_or(CursorError)?,
            sequence: number(sequence).ok_or(CursorError)?,
        };
        if parts.next().is_some() { Err(CursorError) } else { Ok(cursor) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back() {
        let cursor = EventCursor { epoch: u32::MAX, transaction: 77, sequence: i64::MAX };
        assert_eq!(cursor.to_string().parse(), Ok(cursor));
    }

    #[test]
    fn garbage_is_refused() {
        for word in
            ["", "e", "e1-2", "e1-2-3-4", "e1--3", "e1-2--3", "x1-2-3", "e1-2-fffffffffffffffff"]
        {
            assert_eq!(word.parse::<EventCursor>(), Err(CursorError), "{word}");
        }
    }
}
