//! Times of expectations: RFC 3339, with milliseconds only where the platform gives them.

use chrono::DateTime;
use serde_json::Value;

/// Whether an expected time is the same as Unix milliseconds. A time without fraction asserts the second.
pub(super) fn is_same(expected: &Value, actual: &Value) -> bool {
    let Some(text) = expected.as_str() else { return expected == actual };
    let Ok(expected) = DateTime::parse_from_rfc3339(text) else { return false };
    let Some(actual_ms) = actual.as_i64() else { return false };
    let expected_ms = expected.timestamp_millis();
    if text.contains('.') {
        expected_ms == actual_ms
    } else {
        expected_ms.div_euclid(1_000) == actual_ms.div_euclid(1_000)
    }
}

/// Unix milliseconds as an expectation would write them.
pub(super) fn shown(actual: &Value) -> String {
    actual
        .as_i64()
        .and_then(DateTime::from_timestamp_millis)
        .map_or_else(|| actual.to_string(), |time| format!("{:?}", time.to_rfc3339()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_time_without_fraction_asserts_the_second() {
        let expected = json!("2025-11-24T16:11:00Z");
        assert!(is_same(&expected, &json!(1_764_000_660_999_i64)));
        assert!(!is_same(&expected, &json!(1_764_000_661_000_i64)));
        assert!(!is_same(&json!("2025-11-24T16:11:00.000Z"), &json!(1_764_000_660_999_i64)));
        assert!(!is_same(&expected, &Value::Null));
    }
}
