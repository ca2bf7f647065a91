//! The one place that says what a well-formed GraphQL request is.

use async_graphql::Variables;
use serde_json::{Map, Value};

use super::{GraphQlRequest, bad};
use crate::{
    documents::{Hash, read_hash},
    refusal::Refusal,
    status::Reason,
};

/// Reads the parameters. Members that GraphQL over HTTP does not name are passed over.
pub(super) fn read(value: Value) -> Result<GraphQlRequest, Refusal> {
    let mut members = match value {
        Value::Object(members) => members,
        Value::Array(_) => {
            return Err(Refusal::new(
                Reason::Batch,
                "Several requests in one body are not supported. Send one JSON object per request.",
            ));
        }
        other => {
            return Err(bad(format!(
                "The request is {}. Send a JSON object with a \"query\".",
                kind(&other)
            )));
        }
    };
    let hash = hash(&object(&mut members, "extensions")?)?;
    let query = match members.remove("query") {
        Some(Value::String(query)) if !query.trim().is_empty() => query,
        Some(Value::Null) | None if hash.is_some() => String::new(),
        Some(Value::String(_)) | Some(Value::Null) | None => {
            return Err(bad("\"query\" is missing. Put the GraphQL document there, as a string."));
        }
        Some(other) => return Err(wrong("query", "a string", &other)),
    };
    let operation_name = match members.remove("operationName") {
        Some(Value::String(name)) if name.is_empty() => None,
        Some(Value::String(name)) => Some(name),
        Some(Value::Null) | None => None,
        Some(other) => return Err(wrong("operationName", "a string", &other)),
    };
    let variables = object(&mut members, "variables")?;
    refuse_nul(&variables)?;
    let variables = Variables::from_json(Value::Object(variables));
    Ok(GraphQlRequest { query, hash, operation_name, variables })
}

/// The hash of a document, as clients of persisted queries send it.
fn hash(extensions: &Map<String, Value>) -> Result<Option<Hash>, Refusal> {
    let persisted = match extensions.get("persistedQuery") {
        Some(Value::Object(persisted)) => persisted,
        Some(Value::Null) | None => return Ok(None),
        Some(other) => return Err(wrong("extensions.persistedQuery", "an object", other)),
    };
    let hash = persisted.get("sha256Hash").and_then(Value::as_str).and_then(read_hash);
    match (persisted.get("version").and_then(Value::as_u64), hash) {
        (Some(1), Some(hash)) => Ok(Some(hash)),
        _ => Err(bad(
            "\"persistedQuery\" must have \"version\": 1 and \"sha256Hash\", the SHA-256 of the document in 64 \
             hex digits.",
        )),
    }
}

fn object(members: &mut Map<String, Value>, name: &str) -> Result<Map<String, Value>, Refusal> {
    match members.remove(name) {
        Some(Value::Object(object)) => Ok(object),
        Some(Value::Null) | None => Ok(Map::new()),
        Some(other) => Err(wrong(name, "an object", &other)),
    }
}

/// Databases and file systems behind the schema cannot hold a NUL, so it is refused at the door.
fn refuse_nul(variables: &Map<String, Value>) -> Result<(), Refusal> {
    match variables.iter().find(|(name, value)| name.contains('\0') || holds_nul(value)) {
        Some((name, _)) => Err(bad(format!(
            "The variable \"{}\" holds a NUL character (\\u0000). Remove it.",
            name.replace('\0', "")
        ))),
        None => Ok(()),
    }
}

fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(members) => {
            members.iter().any(|(name, value)| name.contains('\0') || holds_nul(value))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}

fn wrong(name: &str, expected: &str, found: &Value) -> Refusal {
    bad(format!("\"{name}\" is {}; it must be {expected}.", kind(found)))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_wrong_in_words() {
        let cases: [(&[u8], &str); 12] = [
            (b"", "empty"),
            (b"{", "not valid JSON"),
            (b"\xff", "not UTF-8"),
            (b"[]", "one JSON object"),
            (b"3", "a number"),
            (b"{}", "\"query\" is missing"),
            (br#"{"query":7}"#, "\"query\" is a number"),
            (br#"{"query":"{a}","variables":[]}"#, "\"variables\" is an array"),
            (br#"{"query":"{a}","extensions":"x"}"#, "\"extensions\" is a string"),
            (br#"{"query":"{a}","operationName":{}}"#, "\"operationName\" is an object"),
            (br#"{"query":"{a}","variables":{"x":["\u0000"]}}"#, "NUL"),
            (b"\xef\xbb\xbf ", "empty"),
        ];
        for (body, expected) in cases {
            let message = GraphQlRequest::from_json(body).unwrap_err().message;
            assert!(message.contains(expected), "{message}");
        }
    }

    #[test]
    fn a_byte_order_mark_and_a_cut_emoji_spoil_nothing_beside_them() {
        let body = b"\xef\xbb\xbf{\"query\":\"{a}\",\"variables\":{\"x\":\"b\\ud83d\"}}";
        let request = GraphQlRequest::from_json(body).unwrap();
        assert_eq!(request.query, "{a}");
        assert_eq!(serde_json::to_value(&request.variables).unwrap()["x"], "b\u{fffd}");
        let query = "query=%7Ba%7D&variables=%7B%22x%22%3A%22b%5Cud83d%22%7D";
        let request = GraphQlRequest::from_query_string(query).unwrap();
        assert_eq!(serde_json::to_value(&request.variables).unwrap()["x"], "b\u{fffd}");
    }

    #[test]
    fn null_and_empty_stand_for_absent() {
        let body = br#"{"query":"{a}","operationName":null,"variables":null,"extensions":null}"#;
        let request = GraphQlRequest::from_json(body).unwrap();
        assert_eq!((request.operation_name, request.variables.len()), (None, 0));
        let get = GraphQlRequest::from_query_string("query=%7Ba%7D&operationName=&variables=&v=1");
        assert_eq!(get.unwrap().query, "{a}");
        assert!(GraphQlRequest::from_query_string("query=a&query=b").is_err());
        assert!(GraphQlRequest::from_query_string("query=a&variables=x").is_err());
    }
}
