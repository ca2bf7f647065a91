//! Between the contract's types and the server's own. What comes from a guest is checked: bounds,
//! ids, JSON. What cannot be is refused as a whole.

mod error;
mod items;
mod media;
mod outbound;
mod request;

pub(crate) use error::error_from_guest;
pub(crate) use items::{items_from_guest, page_from_guest};
pub(crate) use media::{identity_from_guest, media_from_guest};
pub(crate) use outbound::{
    attempt_to_guest, chat_to_guest, connected_from_guest, draft_to_guest, message_to_guest,
    sent_from_guest,
};
pub(crate) use request::{request_to_guest, verdict_from_guest};

use crate::limits;
use serde_json::Value;
use switchboard_model::Timestamp;

/// Why a guest's answer cannot be.
pub(crate) type ContractViolation = String;

/// An id, key or code: present, bounded, without NUL.
fn id(what: &str, text: String) -> Result<String, ContractViolation> {
    if text.is_empty() || text.len() > limits::ID_MAX_BYTES || text.contains('\0') {
        return Err(format!("{what} must have 1 to {} bytes and no NUL", limits::ID_MAX_BYTES));
    }
    Ok(text)
}

fn optional_id(what: &str, text: Option<String>) -> Result<Option<String>, ContractViolation> {
    text.map(|text| id(what, text)).transpose()
}

/// A text for people. NUL, which no database takes, becomes the replacement character.
fn words(what: &str, text: String) -> Result<String, ContractViolation> {
    if text.len() > limits::TEXT_MAX_BYTES {
        return Err(format!("{what} has more than {} bytes", limits::TEXT_MAX_BYTES));
    }
    Ok(if text.contains('\0') { text.replace('\0', "\u{fffd}") } else { text })
}

fn optional_words(what: &str, text: Option<String>) -> Result<Option<String>, ContractViolation> {
    text.map(|text| words(what, text)).transpose()
}

fn json(what: &str, text: &str) -> Result<Value, ContractViolation> {
    if text.len() > limits::JSON_MAX_BYTES {
        return Err(format!("{what} has more than {} bytes", limits::JSON_MAX_BYTES));
    }
    serde_json::from_str(text).map_err(|error| format!("{what} is no JSON: {error}"))
}

/// A bag of further facts; an empty text is an empty bag.
fn bag(what: &str, text: &str) -> Result<Value, ContractViolation> {
    if text.is_empty() {
        return Ok(Value::Object(serde_json::Map::new()));
    }
    match json(what, text)? {
        bag @ Value::Object(_) => Ok(bag),
        _ => Err(format!("{what} must be a JSON object")),
    }
}

fn at(what: &str, ms: u64) -> Result<Timestamp, ContractViolation> {
    i64::try_from(ms).map(Timestamp).map_err(|_| format!("{what} is no time"))
}

fn at_to_guest(at: Timestamp) -> u64 {
    u64::try_from(at.0).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_strict_and_texts_are_mended() {
        assert!(id("id", String::new()).is_err());
        assert!(id("id", "a\0".into()).is_err());
        assert_eq!(words("text", "a\0b".into()), Ok("a\u{fffd}b".into()));
        assert!(words("text", "x".repeat(limits::TEXT_MAX_BYTES + 1)).is_err());
    }

    #[test]
    fn a_bag_is_an_object() {
        assert_eq!(bag("extra", ""), Ok(serde_json::json!({})));
        assert!(bag("extra", "{\"a\":1}").is_ok());
        for bad in ["[]", "1", "{", "nonsense"] {
            assert!(bag("extra", bad).is_err(), "{bad}");
        }
        assert!(at("time", u64::MAX).is_err());
    }
}
