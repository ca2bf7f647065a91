//! A case of `send-errors.json`: the platform answers a send, and the class must be right.

use super::{
    Ran, answer,
    call::{self, Call},
};
use crate::{folder::Folder, limits::ATTEMPT_MS, matching::Difference, ports::Script, rig::Rig};
use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::Value;
use switchboard_model::connector::{ConnectorResult, ErrorClass};

/// Runs one case. Without `then` the platform gives the same answer for ever.
pub(super) async fn run(rig: &Rig, folder: &Folder, case: &Value) -> Result<Ran> {
    let mut replies = vec![answer::reply(&case["response"])?];
    let later = answer::replies(&case["then"])?;
    let repeats_last = later.is_empty();
    replies.extend(later);
    let connector = rig.start(None, Script::of(replies, repeats_last)).await?;
    let call = match &case["call"] {
        Value::Null => call::plain_text(&chat(folder)),
        call => Call::deserialize(call).context("call")?,
    };
    let result = call.make(rig, folder, connector.as_ref(), ATTEMPT_MS).await?;
    Ok(Ran::Compared(compare(&case["expect"], &result)?))
}

/// A chat of the recorded account: the first that the folder's expectations name.
fn chat(folder: &Folder) -> String {
    let events = folder.cases.values().filter_map(|case| case.expected["events"].as_array());
    let named = |event: &Value| event["conversation"].as_str().map(str::to_owned);
    events.flatten().find_map(named).unwrap_or_else(|| "1".to_owned())
}

fn compare(expect: &Value, result: &ConnectorResult<Value>) -> Result<Vec<Difference>> {
    let class = expect["class"].as_str().context("expect.class is missing")?;
    let is_retryable = expect["retryable"] == true;
    let good = classes(class, is_retryable).with_context(|| format!("unknown class `{class}`"))?;
    let mut differences = vec![];
    let Err(error) = result else {
        if class != "ok" {
            differences.push(Difference::new("expect.class", class, "it was taken as sent"));
        }
        return Ok(differences);
    };
    let came = format!("{:?} {}", error.class, error.code);
    if !good.contains(&error.class) {
        differences.push(Difference::new("expect.class", class, &came));
    }
    let retries = matches!(error.class, ErrorClass::Transient | ErrorClass::RateLimited);
    if expect["retryable"].as_bool().is_some_and(|wanted| wanted != retries) {
        differences.push(Difference::new("expect.retryable", &expect["retryable"], &came));
    }
    if expect["channel_broken"] == true && error.class != ErrorClass::Auth {
        differences.push(Difference::new("expect.channel_broken", true, &came));
    }
    if expect["contact_unreachable"] == true && error.class != ErrorClass::Recipient {
        differences.push(Difference::new("expect.contact_unreachable", true, &came));
    }
    if let Some(wanted) = expect["retry_after_s"].as_u64() {
        let came_ms = error.retry_after_ms;
        if came_ms != Some(wanted.saturating_mul(1_000)) {
            differences.push(Difference::new(
                "expect.retry_after_s",
                wanted,
                format!("{came_ms:?} ms"),
            ));
        }
    }
    Ok(differences)
}

/// The classes of the contract that a class of the cases may become.
fn classes(class: &str, is_retryable: bool) -> Option<&'static [ErrorClass]> {
    use ErrorClass::{Auth, Invalid, MaybeSent, Permanent, RateLimited, Recipient, Transient};
    Some(match class {
        "ok" => &[],
        "rate_limited" => &[RateLimited],
        "temporary" if is_retryable => &[Transient],
        "temporary" => &[Transient, Permanent, Invalid, Auth],
        "auth" | "account_blocked" => &[Auth],
        "blocked_by_user" => &[Recipient],
        "not_found" => &[Recipient, Invalid, Permanent],
        "window_closed" => &[Recipient, Invalid],
        "too_long" | "media" => &[Invalid],
        "bad_request" => &[Invalid, Permanent, ErrorClass::Unsupported],
        "moved" => &[Recipient, Permanent],
        "unknown_outcome" => &[MaybeSent],
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;
    use switchboard_model::connector::ConnectorError;

    fn differs(expect: &Value, result: Result<Value, ErrorClass>) -> bool {
        let result = result.map_err(|class| ConnectorError::new(class, "code", "message"));
        !compare(expect, &result).expect("a known class").is_empty()
    }

    #[test]
    fn a_class_that_may_double_a_message_is_never_good_for_an_unknown_outcome() {
        let expect = json!({"class": "unknown_outcome", "retryable": false});
        assert!(!differs(&expect, Err(ErrorClass::MaybeSent)));
        assert!(differs(&expect, Err(ErrorClass::Transient)));
        assert!(differs(&expect, Ok(json!({}))));
    }

    #[test]
    fn ok_means_no_error() {
        let expect = json!({"class": "ok", "retryable": false});
        assert!(!differs(&expect, Ok(json!({}))));
        assert!(differs(&expect, Err(ErrorClass::Invalid)));
    }

    #[test]
    fn the_wait_is_compared_exactly() {
        let expect = json!({"class": "rate_limited", "retryable": true, "retry_after_s": 14});
        let mut error = ConnectorError::new(ErrorClass::RateLimited, "code", "message");
        error.retry_after_ms = Some(14_000);
        assert_eq!(compare(&expect, &Err(error.clone())).expect("known"), []);
        error.retry_after_ms = Some(1_000);
        assert_eq!(compare(&expect, &Err(error)).expect("known").len(), 1);
    }

    #[test]
    fn unknown_classes_are_refused() {
        let error = ConnectorError::new(ErrorClass::Auth, "code", "message");
        assert!(compare(&json!({"class": "tired"}), &Err(error)).is_err());
    }
}
