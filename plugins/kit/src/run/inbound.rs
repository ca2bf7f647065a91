//! A case of what came in: is it authentic, what does the platform get, which events come of it.

use super::{
    Ran,
    delivery::{self, Delivery},
    state,
};
use crate::{
    folder::{Case, Folder},
    matching::{self, Difference},
    ports::{Reply, Script},
    rig::Rig,
    seen,
};
use anyhow::{Context, Result, bail};
use serde_json::{Map, Value, json};
use switchboard_model::connector::{Answer, InboundItem};

/// The parts of an expectation that are understood. Anything else would be passed over in silence.
const KNOWN: [&str; 9] = [
    "describe",
    "verified",
    "http",
    "status_any_of",
    "events",
    "alternatives",
    "final_only",
    "next_offset",
    "dead_letter",
];

/// What holds for every event of a case when it stands beside the events.
const FLAGS: [&str; 10] = [
    "html_must_not_contain",
    "html_safe",
    "must_answer",
    "needs_fetch",
    "needs_visible_content",
    "no_fetch",
    "no_notification",
    "note",
    "reason",
    "safe_file_names",
];

/// Runs one case.
pub(super) async fn run(rig: &Rig, folder: &Folder, case: &Case) -> Result<Ran> {
    if let Some(reason) = delivery::needs_server(case) {
        return Ok(Ran::NotRun(reason));
    }
    let expected = case.expected.as_object().context("an expectation is an object")?;
    let is_known = |name: &str| KNOWN.contains(&name) || FLAGS.contains(&name);
    if let Some(unknown) = expected.keys().find(|name| !is_known(name)) {
        bail!("the expectation names `{unknown}`, which cannot be compared");
    }
    let connector = rig.start(delivery::now(case), Script::default()).await?;
    let came = delivery::take(rig, folder, case, connector.as_ref(), &Map::new()).await?;
    let mut differences = compare(expected, &came);
    differences.extend(follow_ups(rig, case, &came.items).await?);
    Ok(Ran::Compared(differences))
}

fn compare(expected: &Map<String, Value>, came: &Delivery) -> Vec<Difference> {
    let mut differences = vec![];
    let part = |name: &str| expected.get(name).unwrap_or(&Value::Null);
    if let (Some(wanted), Some(is_verified)) = (part("verified").as_bool(), came.is_verified)
        && wanted != is_verified
    {
        differences.push(Difference::new("verified", wanted, is_verified));
    }
    if let Some(answer) = &came.answer {
        compare_answer(expected, answer, &mut differences);
    }
    if let (Value::Number(offset), Some(cursor)) = (part("next_offset"), &came.cursor)
        && offset.to_string() != *cursor
    {
        differences.push(Difference::new("next_offset", offset, cursor));
    }
    let unlike = compare_events(expected, &seen::events(&came.items));
    let wanted = part("dead_letter").as_bool();
    match &came.dead_letter {
        // Why nothing could be read explains what is missing.
        Some(error) if wanted == Some(false) || !unlike.is_empty() => {
            differences.push(Difference::new("dead_letter", false, error));
        }
        None if wanted == Some(true) => {
            differences.push(Difference::new("dead_letter", true, "it was read"));
        }
        _ => {}
    }
    differences.extend(unlike);
    differences
}

/// With `final_only` the way there does not count, only what a desk shows in the end. The flags
/// beside the events hold for each of them.
fn compare_events(expected: &Map<String, Value>, events: &[Value]) -> Vec<Difference> {
    let part = |name: &str| expected.get(name).unwrap_or(&Value::Null);
    let mut differences = match (part("final_only"), part("events").as_array()) {
        (Value::Bool(true), Some(wanted)) => state::compare(wanted, events),
        _ => matching::events(part("events"), part("alternatives"), events),
    };
    let flags = expected.iter().filter(|(name, _)| FLAGS.contains(&name.as_str()));
    let flags: Map<_, _> = flags.map(|(name, value)| (name.clone(), value.clone())).collect();
    let visible = events.iter().filter(|event| event["kind"] != "ignored");
    for (index, event) in visible.enumerate() {
        matching::object(&format!("events[{index}]"), &flags, event, &mut differences);
    }
    differences
}

/// The status may also stand beside the events.
fn compare_answer(
    expected: &Map<String, Value>,
    answer: &Answer,
    differences: &mut Vec<Difference>,
) {
    let body = String::from_utf8_lossy(&answer.body);
    let mut actual = json!({"status": answer.status, "body": body});
    if let Ok(json) = serde_json::from_slice::<Value>(&answer.body) {
        actual["body_json"] = json;
    }
    if let Some(wanted) = expected.get("http").and_then(Value::as_object) {
        matching::object("http", wanted, &actual, differences);
    }
    if let Some(wanted) = expected.get("status_any_of") {
        let wanted = Map::from_iter([("status_any_of".to_owned(), wanted.clone())]);
        matching::object("http", &wanted, &actual, differences);
    }
}

/// `must_answer` names a call and its argument: the follow-up has to make it.
async fn follow_ups(rig: &Rig, case: &Case, items: &[InboundItem]) -> Result<Vec<Difference>> {
    let events = case.expected["events"].as_array().into_iter().flatten();
    let wanted = events.chain([&case.expected]).filter_map(|part| part["must_answer"].as_str());
    let mut differences = vec![];
    for wanted in wanted {
        let done = Reply::Response {
            status: 200,
            headers: vec![],
            body: br#"{"ok":true,"result":true}"#.to_vec(),
        };
        let connector = rig.start(delivery::now(case), Script::of([done], true)).await?;
        for call in items.iter().filter_map(|item| item.follow_up.as_ref()) {
            connector.follow_up(call).await?;
        }
        let requests =
            format!("{:?}", rig.ports.network.requests().iter().map(shown).collect::<Vec<_>>());
        let mut parts = wanted.split_whitespace();
        let (method, argument) = (parts.next().unwrap_or(""), parts.next_back().unwrap_or(""));
        if !(requests.contains(method) && requests.contains(argument)) {
            differences.push(Difference::new("must_answer", wanted, requests));
        }
    }
    Ok(differences)
}

fn shown(request: &crate::ports::Recorded) -> String {
    let body = match &request.body {
        crate::ports::RecordedBody::Bytes(bytes) => String::from_utf8_lossy(bytes).into_owned(),
        parts @ crate::ports::RecordedBody::Multipart(_) => format!("{parts:?}"),
    };
    format!("{} {} {body}", request.method, request.target)
}

#[cfg(test)]
mod tests;
