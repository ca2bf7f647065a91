//! Compares lists of events: in order, without those that store nothing visible.

use super::{Difference, field};
use serde_json::Value;

/// Compares the events of a case. `None` for the list asserts nothing; other good lists stand in
/// `alternatives`.
pub(crate) fn events(expected: &Value, alternatives: &Value, actual: &[Value]) -> Vec<Difference> {
    let Some(wanted) = expected.as_array() else { return vec![] };
    let differences = list(wanted, actual);
    let others = alternatives.as_array().map_or(&[][..], Vec::as_slice);
    let is_alternative =
        |other: &Value| other.as_array().is_some_and(|wanted| list(wanted, actual).is_empty());
    if others.iter().any(is_alternative) { vec![] } else { differences }
}

fn list(expected: &[Value], actual: &[Value]) -> Vec<Difference> {
    let (wanted, came) = (visible(expected), visible(actual));
    let mut differences = vec![];
    if wanted.len() != came.len() {
        let at = format!("events: {} instead of {}", came.len(), wanted.len());
        differences.push(Difference::new(at, kinds(&wanted), kinds(&came)));
        return differences;
    }
    for (index, (expected, actual)) in wanted.into_iter().zip(came).enumerate() {
        field::value(&format!("events[{index}]"), expected, actual, &mut differences);
    }
    differences
}

/// An event of kind `ignored` is always allowed and never needed.
fn visible(events: &[Value]) -> Vec<&Value> {
    events.iter().filter(|event| event["kind"] != "ignored").collect()
}

fn kinds(events: &[&Value]) -> String {
    let kinds: Vec<_> = events.iter().map(|event| event["kind"].as_str().unwrap_or("?")).collect();
    format!("[{}]", kinds.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn order_and_number_count_but_ignored_events_do_not() {
        let (a, b, ignored) =
            (json!({"kind": "a"}), json!({"kind": "b"}), json!({"kind": "ignored"}));
        let expected = json!([a, b]);
        assert_eq!(events(&expected, &Value::Null, &[a.clone(), ignored.clone(), b.clone()]), []);
        assert_eq!(events(&expected, &Value::Null, &[b.clone(), a.clone()]).len(), 2);
        assert_eq!(events(&expected, &Value::Null, std::slice::from_ref(&a)).len(), 1);
        assert_eq!(events(&json!([ignored]), &Value::Null, &[]), []);
        assert_eq!(events(&json!([]), &Value::Null, &[a]).len(), 1);
        assert_eq!(events(&Value::Null, &Value::Null, &[b]), []);
    }

    #[test]
    fn an_alternative_is_as_good() {
        let alternatives = json!([[{"kind": "contact"}]]);
        let came = [json!({"kind": "contact"})];
        assert_eq!(events(&json!([{"kind": "message"}]), &alternatives, &came), []);
        let came = [json!({"kind": "edit"})];
        assert_eq!(events(&json!([{"kind": "message"}]), &alternatives, &came).len(), 1);
    }
}
