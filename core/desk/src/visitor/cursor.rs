//! A place in the log as a visitor has it: sealed, because the log's numbers tell how much happens in the
//! company, and for this visitor alone, so that nobody makes one up.

use super::acting::visitor_of;
use crate::keys::Keys;
use crate::limits::VISITOR_CURSOR_MAX_BYTES;
use crate::{Desk, DeskError, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use switchboard_model::{Actor, EventCursor};

/// The place as this visitor may have it.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor.
pub fn seal(desk: &Desk, actor: &Actor, cursor: EventCursor) -> Result<String> {
    let sealed = desk.keys().seal_alike(&owner(actor)?, &bytes(cursor))?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// The place that this visitor was given.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, `Invalid` for a word that they were not given.
pub fn open(desk: &Desk, actor: &Actor, word: &str) -> Result<EventCursor> {
    let owner = owner(actor)?;
    opened(desk.keys(), &owner, word).ok_or_else(|| {
        DeskError::invalid(
            "after",
            "this cursor was not given to this visitor: read your chat again, and begin without one",
        )
    })
}

fn opened(keys: &Keys, owner: &str, word: &str) -> Option<EventCursor> {
    if word.len() > VISITOR_CURSOR_MAX_BYTES {
        return None;
    }
    let sealed = URL_SAFE_NO_PAD.decode(word).ok()?;
    place(&keys.unseal(owner, &sealed).ok()?)
}

/// Always as long, because a length tells of numbers too.
fn bytes(cursor: EventCursor) -> Vec<u8> {
    let EventCursor { epoch, transaction, sequence } = cursor;
    [epoch.to_be_bytes().as_slice(), &transaction.to_be_bytes(), &sequence.to_be_bytes()].concat()
}

fn place(bytes: &[u8]) -> Option<EventCursor> {
    let (epoch, rest) = bytes.split_first_chunk()?;
    let (transaction, rest) = rest.split_first_chunk()?;
    let sequence = rest.try_into().ok()?;
    Some(EventCursor {
        epoch: u32::from_be_bytes(*epoch),
        transaction: i64::from_be_bytes(*transaction),
        sequence: i64::from_be_bytes(sequence),
    })
}

/// What a place is sealed to.
fn owner(actor: &Actor) -> Result<String> {
    let visitor = visitor_of(actor)?;
    Ok(format!("visitor cursor/{}@{}", visitor.platform_id, visitor.channel_id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_comes_back_and_all_are_as_long() {
        let large = EventCursor { epoch: u32::MAX, transaction: i64::MAX, sequence: i64::MAX };
        for cursor in [EventCursor::start(1), large] {
            assert_eq!(place(&bytes(cursor)), Some(cursor));
            assert_eq!(bytes(cursor).len(), bytes(large).len());
        }
        assert_eq!(place(&bytes(large)[1..]), None);
    }
}
