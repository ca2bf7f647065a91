//! The messages of `graphql-transport-ws`, read strictly and written by hand around encoded results.

use serde_json::{Map, Value};

use crate::json;

/// What a client may say.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum ClientMessage {
    Init(Option<Value>),
    Ping(Option<Value>),
    Pong,
    Subscribe { id: String, payload: Value },
    Complete { id: String },
}

/// Reads a message. The error says what is wrong with it, shortly: it must fit a close reason.
pub(super) fn read(text: &str, id_bytes: usize) -> Result<ClientMessage, String> {
    let value: Value = json::parse(text.as_bytes()).map_err(|_| "not valid JSON".to_owned())?;
    let Value::Object(mut members) = value else { return Err("not a JSON object".to_owned()) };
    let kind = match members.remove("type") {
        Some(Value::String(kind)) => kind,
        Some(_) => return Err("\"type\" must be a string".to_owned()),
        None => return Err("\"type\" is missing".to_owned()),
    };
    match kind.as_str() {
        "connection_init" => Ok(ClientMessage::Init(payload(&mut members)?)),
        "ping" => Ok(ClientMessage::Ping(payload(&mut members)?)),
        "pong" => payload(&mut members).map(|_| ClientMessage::Pong),
        "complete" => Ok(ClientMessage::Complete { id: id(&mut members, id_bytes)? }),
        "subscribe" => {
            let id = id(&mut members, id_bytes)?;
            match members.remove("payload") {
                Some(payload @ Value::Object(_))
                    if payload["query"].is_string()
                        || payload["extensions"]["persistedQuery"].is_object() =>
                {
                    Ok(ClientMessage::Subscribe { id, payload })
                }
                _ => Err("\"payload\" must be an object with a \"query\" string".to_owned()),
            }
        }
        other => Err(format!("unknown type \"{}\"", other.escape_debug())),
    }
}

fn id(members: &mut Map<String, Value>, most: usize) -> Result<String, String> {
    match members.remove("id") {
        Some(Value::String(id)) if id.is_empty() => Err("\"id\" is empty".to_owned()),
        Some(Value::String(id)) if id.len() > most => Err(format!("\"id\" exceeds {most} bytes")),
        Some(Value::String(id)) => Ok(id),
        Some(_) => Err("\"id\" must be a string".to_owned()),
        None => Err("\"id\" is missing".to_owned()),
    }
}

fn payload(members: &mut Map<String, Value>) -> Result<Option<Value>, String> {
    match members.remove("payload") {
        None | Some(Value::Null) => Ok(None),
        Some(payload @ Value::Object(_)) => Ok(Some(payload)),
        Some(_) => Err("\"payload\" must be an object".to_owned()),
    }
}

pub(super) const ACK: &str = "{\"type\":\"connection_ack\"}";

/// Answers a ping with its own payload.
pub(super) fn pong(payload: Option<Value>) -> String {
    match payload {
        Some(payload) => format!("{{\"type\":\"pong\",\"payload\":{payload}}}"),
        None => "{\"type\":\"pong\"}".to_owned(),
    }
}

/// What stands before a result of an operation, which is JSON; [`END`] stands behind it.
pub(super) fn before_result(id: &str) -> String {
    before_payload("next", id)
}

/// What stands behind a result.
pub(super) const END: &str = "}";

/// The errors of an operation that did not run. `errors` is a JSON array already.
pub(super) fn error(id: &str, errors: &[u8]) -> String {
    format!("{}{}{END}", before_payload("error", id), String::from_utf8_lossy(errors))
}

/// The end of an operation.
pub(super) fn complete(id: &str) -> String {
    format!("{{\"id\":{},\"type\":\"complete\"}}", Value::from(id))
}

fn before_payload(kind: &str, id: &str) -> String {
    format!("{{\"id\":{},\"type\":\"{kind}\",\"payload\":", Value::from(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_protocol_does_not_name_is_refused() {
        for (text, expected) in [
            ("", "not valid JSON"),
            ("[]", "not a JSON object"),
            ("{}", "\"type\" is missing"),
            (r#"{"type":1}"#, "must be a string"),
            (r#"{"type":"start"}"#, "unknown type \"start\""),
            (r#"{"type":"ping","payload":3}"#, "must be an object"),
            (r#"{"type":"connection_init","payload":"x"}"#, "must be an object"),
            (r#"{"type":"complete"}"#, "\"id\" is missing"),
            (r#"{"type":"complete","id":7}"#, "\"id\" must be a string"),
            (r#"{"type":"subscribe","id":"","payload":{"query":"{a}"}}"#, "\"id\" is empty"),
            (r#"{"type":"subscribe","id":"123456789","payload":{"query":"{a}"}}"#, "exceeds 8"),
            (r#"{"type":"subscribe","id":"1","payload":{"query":2}}"#, "\"query\" string"),
            (r#"{"type":"subscribe","id":"1"}"#, "\"query\" string"),
        ] {
            let error = read(text, 8).unwrap_err();
            assert!(error.contains(expected), "{text}: {error}");
        }
        assert_eq!(read(r#"{"type":"ping","payload":null}"#, 8), Ok(ClientMessage::Ping(None)));
    }

    #[test]
    fn a_cut_emoji_is_replaced() {
        let text =
            r#"{"type":"subscribe","id":"1","payload":{"query":"{a}","variables":{"x":"\ud83d"}}}"#;
        let Ok(ClientMessage::Subscribe { payload, .. }) = read(text, 8) else {
            panic!("an operation")
        };
        assert_eq!(payload["variables"]["x"], "\u{fffd}");
    }

    #[test]
    fn ids_are_written_as_json() {
        assert_eq!(complete("a\"b"), r#"{"id":"a\"b","type":"complete"}"#);
        let next = format!("{}{{}}{END}", before_result("1"));
        assert_eq!(next, r#"{"id":"1","type":"next","payload":{}}"#);
        assert_eq!(error("1", b"[]"), r#"{"id":"1","type":"error","payload":[]}"#);
    }
}
