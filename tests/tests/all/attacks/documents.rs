//! What is cheap to send and dear to answer.

use serde_json::{Value, json};

/// Reads the schema as tools do, without its fragments.
const SCHEMA: &str = "__schema { types { kind name description fields(includeDeprecated: true) { name \
    description args { name description type { kind name ofType { kind name ofType { kind name } } } } \
    type { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } inputFields { \
    name description type { kind name ofType { kind name } } } enumValues { name description } \
    possibleTypes { name } } }";

/// A field many times, each under its own name.
pub fn copies(count: usize, field: &str) -> String {
    let all: Vec<String> = (0..count).map(|number| format!("a{number}: {field}")).collect();
    format!("{{ {} }}", all.join(" "))
}

/// The types that an interface may be, and the interfaces of those, so many times inside each other.
pub fn circle(deep: usize) -> String {
    let inner = (0..deep).fold("name".to_owned(), |inner, _| {
        format!("possibleTypes {{ interfaces {{ {inner} }} }}")
    });
    format!("{{ __type(name: \"Node\") {{ {inner} }} }}")
}

/// The whole schema many times.
pub fn schemas(count: usize) -> String {
    copies(count, SCHEMA)
}

/// One's own messages many times.
pub fn own_messages(count: usize) -> String {
    copies(count, "myChat { messages(last: 9) { nodes { body } } }")
}

/// What happens in one's chat, each message as often as aliases allow.
pub fn own_events(count: usize) -> String {
    let fields: Vec<String> =
        (0..count).map(|number| format!("a{number}: message {{ body }}")).collect();
    format!("subscription {{ myChat {{ events {{ {} }} }} }}", fields.join(" "))
}

/// The same object a hundred times, with a page of each, many times.
pub fn nodes(count: usize, id: &str) -> (String, Value) {
    let field = "nodes(ids: $ids) { ... on Chat { messages(first: 100) { nodes { id body } } } }";
    let query = format!("query($ids: [ID!]!) {}", copies(count, field));
    (query, json!({ "ids": vec![id; 100] }))
}

/// Fields that nobody knows.
pub fn unknown_fields(count: usize) -> String {
    let all: Vec<String> = (0..count).map(|number| format!("unknown{number}")).collect();
    format!("{{ {} }}", all.join(" "))
}

/// A document of many tokens.
pub fn tokens(count: usize) -> String {
    format!("{{ headCursor(a: [{}]) }}", "1 ".repeat(count))
}

/// The longest message that the web chat takes: 16,000 letters of three bytes.
pub fn long_text() -> String {
    "€".repeat(16_000)
}
