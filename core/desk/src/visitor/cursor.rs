//! A place in the log as a visitor has it: sealed, because the log's numbers tell how much happens in the
//! company, and for this visitor alone, so that nobody makes one up.

use super::acting::visitor_of;
use crate::keys::Keys;
use crate::limits::VISITOR_CURSOR_MAX_BYTES;
use crate::{Desk, DeskError, Result};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use switchboard_model::{Actor, ContactId, EventCursor};

/// The place as this visitor may have it.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor.
pub fn seal(desk: &Desk, actor: &Actor, cursor: EventCursor) -> Result<String> {
    let contact_id = visitor_of(actor)?.contact_id;
    let sealed = desk.keys().seal_alike(&owner(actor)?, &bytes(cursor, contact_id))?;
    Ok(URL_SAFE_NO_PAD.encode(sealed))
}

/// The place that this visitor was given; one that is kept no more, when their contact is another one by now,
/// whose events are not those that they have seen.
///
/// # Errors
/// `Forbidden` for an actor that is no visitor, `Invalid` for a word that they were not given.
pub fn open(desk: &Desk, actor: &Actor, word: &str) -> Result<EventCursor> {
    let owner = owner(actor)?;
    let (cursor, contact_id) = opened(desk.keys(), &owner, word).ok_or_else(|| {
        DeskError::invalid(
            "after",
            "this cursor was not given to this visitor: read your chat again, and begin without one",
        )
    })?;
    let is_theirs = contact_id == visitor_of(actor)?.contact_id;
    let epoch = if is_theirs { cursor.epoch } else { !cursor.epoch };
    Ok(EventCursor { epoch, ..cursor })
}

fn opened(keys: &Keys, owner: &str, word: &str) -> Option<(EventCursor, ContactId)> {
    if word.len() > VISITOR_CURSOR_MAX_BYTES {
        return None;
    }
    let sealed = URL_SAFE_NO_PAD.decode(word).ok()?;
    place(&keys.unseal(owner, &sealed).ok()?)
}

/// Always as long, because a length tells of numbers too.
fn bytes(cursor: EventCursor, contact_id: ContactId) -> Vec<u8> {
    let EventCursor { epoch, transaction, sequence } = cursor;
    let numbers = [transaction, sequence, contact_id.0].map(i64::to_be_bytes);
    [epoch.to_be_bytes().as_slice(), numbers.as_flattened()].concat()
}

fn place(bytes: &[u8]) -> Option<(EventCursor, ContactId)> {
    let (epoch, rest) = bytes.split_first_chunk()?;
    let (transaction, rest) = rest.split_first_chunk()?;
    let (sequence, rest) = rest.split_first_chunk()?;
    let cursor = EventCursor {
        epoch: u32::from_be_bytes(*epoch),
        transaction: i64::from_be_bytes(*transaction),
        sequence: i64::from_be_bytes(*sequence),
    };
    Some((cursor, ContactId(i64::from_be_bytes(rest.try_into().ok()?))))
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
            let whose = ContactId(7);
            assert_eq!(place(&bytes(cursor, whose)), Some((cursor, whose)));
            assert_eq!(bytes(cursor, whose).len(), bytes(large, whose).len());
        }
        assert_eq!(place(&bytes(large, ContactId(7))[1..]), None);
    }
}
