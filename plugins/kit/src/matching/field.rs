//! The rules for one field of an expectation.

use super::{Difference, below, instant, is_same};
use serde_json::{Map, Value};

/// Fields that are compared only where the connector has a place for them.
const MODEL_DEPENDENT: [&str; 23] = [
    "action.title",
    "account",
    "business_connection_id",
    "command",
    "duration_s",
    "error",
    "forwarded_from",
    "group_id",
    "height",
    "links",
    "quoted_text",
    "random_id",
    "referral",
    "sender_phone",
    "sender_phone_may_be",
    "sha256_base64",
    "start_payload",
    "story",
    "thumbnail",
    "title",
    "tracking_data",
    "username",
    "width",
];

/// Words for the reader of a case, and promises that hold by how plugins run: reading is pure, so
/// nothing is fetched and nobody is notified while a case is read.
const NOT_COMPARED: [&str; 8] = [
    "describe",
    "html_safe",
    "must_answer",
    "needs_fetch",
    "no_fetch",
    "no_notification",
    "note",
    "reason",
];

const TIMES: [&str; 4] = ["timestamp", "edited_at", "watermark", "sent_at"];

/// Compares the fields that an expectation names.
pub(crate) fn object(
    at: &str,
    expected: &Map<String, Value>,
    actual: &Value,
    differences: &mut Vec<Difference>,
) {
    for (name, wanted) in expected {
        match expected.get(&format!("{name}_optional")) {
            Some(optional) => {
                let certain = without_optional(wanted, optional, &actual[name]);
                value(&below(at, name), wanted, &certain, differences);
            }
            None => field(&below(at, name), name, wanted, actual, differences),
        }
    }
}

/// A list without the items that may be there and need not: those that match an optional one and
/// no certain one.
fn without_optional(certain: &Value, optional: &Value, actual: &Value) -> Value {
    let matches = |list: &Value, item: &Value| {
        list.as_array().into_iter().flatten().any(|expected| {
            let mut differences = vec![];
            value("", expected, item, &mut differences);
            differences.is_empty()
        })
    };
    let items = actual.as_array().into_iter().flatten();
    items.filter(|item| matches(certain, item) || !matches(optional, item)).cloned().collect()
}

/// Compares any value: objects by the fields named, lists item by item.
pub(crate) fn value(at: &str, expected: &Value, actual: &Value, differences: &mut Vec<Difference>) {
    match (expected, actual) {
        (Value::Object(expected), Value::Object(_)) => object(at, expected, actual, differences),
        (Value::Array(wanted), Value::Array(came)) if wanted.len() == came.len() => {
            for (index, (expected, actual)) in wanted.iter().zip(came).enumerate() {
                value(&format!("{at}[{index}]"), expected, actual, differences);
            }
        }
        _ if is_same(expected, actual) => {}
        _ => differences.push(Difference::new(at, expected, actual)),
    }
}

fn field(
    at: &str,
    name: &str,
    expected: &Value,
    object: &Value,
    differences: &mut Vec<Difference>,
) {
    if NOT_COMPARED.contains(&name) || name.ends_with("_optional") {
        return;
    }
    if let Some((name, rule)) = rule(name) {
        let actual = &object[name];
        if !rule.holds(expected, actual) {
            differences.push(Difference::new(at, expected, actual));
        }
        return;
    }
    let actual = &object[name];
    let is_absent = actual.is_null();
    if is_absent && !expected.is_null() && is_model_dependent(at, name) {
        return;
    }
    match name {
        "sender_ids" => one_person(at, expected, &object["sender_ids"], differences),
        "change" => one_of(at, expected, &object["changes"], differences),
        "text" if expected == "" => {
            if !(is_absent || actual == "") {
                differences.push(Difference::new(at, expected, actual));
            }
        }
        "removed" if *expected == serde_json::json!(["*"]) => {
            if actual.as_array().is_none_or(Vec::is_empty) {
                differences.push(Difference::new(at, expected, actual));
            }
        }
        "needs_visible_content" => {
            let has_media = object["attachments"].as_array().is_some_and(|list| !list.is_empty());
            if object["text"].as_str().is_none_or(str::is_empty) && !has_media {
                differences.push(Difference::new(at, "something to see", object));
            }
        }
        "safe_file_names" => {
            let unsafe_names = names(object).filter(|name| *expected == true && !is_safe(name));
            differences.extend(unsafe_names.map(|name| {
                Difference::new(at, "no path, no control and no bidi characters", name)
            }));
        }
        _ if TIMES.contains(&name) => {
            if !instant::is_same(expected, actual) {
                differences.push(Difference::new(at, expected, instant::shown(actual)));
            }
        }
        _ => value(at, expected, actual, differences),
    }
}

/// The names of the files of an event, or of an attachment.
fn names(object: &Value) -> impl Iterator<Item = &str> {
    let attachments = object["attachments"].as_array().into_iter().flatten();
    attachments.chain([object]).filter_map(|file| file["name"].as_str())
}

fn is_safe(name: &str) -> bool {
    let is_bidi = |sign: char| matches!(sign, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    !name.chars().any(|sign| sign.is_control() || "/\\".contains(sign) || is_bidi(sign))
}

fn is_model_dependent(at: &str, name: &str) -> bool {
    MODEL_DEPENDENT.iter().any(|known| *known == name || at.ends_with(&format!(".{known}")))
}

/// Rules that the end of a field's name stands for.
#[derive(Clone, Copy)]
enum Rule {
    OneOf,
    Contains,
    ContainsAll,
    StartsWith,
    MustNotContain,
    TypeIn,
}

fn rule(name: &str) -> Option<(&str, Rule)> {
    if name == "html_must_not_contain" {
        return Some(("text", Rule::MustNotContain));
    }
    [
        ("_one_of", Rule::OneOf),
        ("_any_of", Rule::OneOf),
        ("_contains", Rule::Contains),
        ("_contains_all", Rule::ContainsAll),
        ("_starts_with", Rule::StartsWith),
        ("_type_in", Rule::TypeIn),
    ]
    .into_iter()
    .find_map(|(end, rule)| Some((name.strip_suffix(end)?, rule)))
}

impl Rule {
    fn holds(self, expected: &Value, actual: &Value) -> bool {
        let text = actual.as_str().unwrap_or("");
        let parts = || expected.as_array().into_iter().flatten().filter_map(Value::as_str);
        match self {
            Self::OneOf => expected
                .as_array()
                .is_some_and(|values| values.iter().any(|expected| is_same(expected, actual))),
            Self::Contains => expected.as_str().is_some_and(|part| text.contains(part)),
            Self::ContainsAll => parts().all(|part| text.contains(part)),
            Self::StartsWith => expected.as_str().is_some_and(|part| text.starts_with(part)),
            Self::TypeIn => Self::OneOf.holds(expected, &actual["type"]),
            Self::MustNotContain => parts().all(|part| !text.contains(part)),
        }
    }
}

/// All expected ids belong to one person: the sender has to be known by one of them.
fn one_person(at: &str, expected: &Value, known: &Value, differences: &mut Vec<Difference>) {
    let known_ids = known.as_array().map_or(&[][..], Vec::as_slice);
    let is_known = |id: &Value| known_ids.iter().any(|known| is_same(id, known));
    if !expected.as_array().is_some_and(|ids| ids.iter().any(is_known)) {
        differences.push(Difference::new(at, expected, known));
    }
}

fn one_of(at: &str, expected: &Value, actual: &Value, differences: &mut Vec<Difference>) {
    let names = actual.as_array().map_or(&[][..], Vec::as_slice);
    if !names.contains(expected) {
        differences.push(Difference::new(at, expected, actual));
    }
}

#[cfg(test)]
mod tests;
