//! A case of what came in: is it authentic, what does the platform get, which events come of it.

use super::{Ran, state};
use crate::{
    folder::{Case, Folder},
    matching::{self, Difference},
    ports::{Reply, Script},
    rig::Rig,
    seen,
};
use anyhow::{Context, Result, bail};
use serde_json::Value;
use switchboard_model::{
    Timestamp,
    connector::{Answer, Connector, Header, InboundItem, RawRequest, Verdict},
};

/// The parts of an expectation that are understood. Anything else would be passed over in silence.
const KNOWN: [&str; 7] =
    ["describe", "verified", "http", "events", "alternatives", "final_only", "next_offset"];

/// Runs one case.
pub(super) async fn run(rig: &Rig, folder: &Folder, case: &Case) -> Result<Ran> {
    let expected = case.expected.as_object().context("an expectation is an object")?;
    if let Some(unknown) = expected.keys().find(|name| !KNOWN.contains(&name.as_str())) {
        bail!("the expectation names `{unknown}`, which cannot be compared");
    }
    match case.request.mode.as_deref() {
        None => webhook(rig, folder, case).await,
        Some("poll-response") => poll(rig, folder, case).await,
        Some(mode) => bail!("mode `{mode}`: the contract has no such way in"),
    }
}

/// The items that a case is read into, without asking whether it is authentic.
pub(super) async fn items(
    folder: &Folder,
    case: &Case,
    connector: &dyn Connector,
) -> Result<Vec<InboundItem>> {
    Ok(connector.parse(&request(folder, case)?).await?)
}

async fn webhook(rig: &Rig, folder: &Folder, case: &Case) -> Result<Ran> {
    let connector = rig.start(now(case), Script::default()).await?;
    let request = request(folder, case)?;
    let expected = &case.expected;
    let verdict = connector.verify(&request).await?;
    let (is_verified, answer) = match &verdict {
        Verdict::Accept(answer) | Verdict::ReplyOnly(answer) => (true, answer),
        Verdict::Reject(answer) => (false, answer),
    };
    let mut differences = vec![];
    if expected["verified"].as_bool().is_some_and(|wanted| wanted != is_verified) {
        differences.push(Difference::new("verified", &expected["verified"], is_verified));
    }
    compare_answer(&expected["http"], answer, &mut differences);
    let items = match verdict {
        Verdict::Accept(_) => connector.parse(&request).await?,
        Verdict::ReplyOnly(_) | Verdict::Reject(_) => vec![],
    };
    differences.extend(compare_events(expected, &items));
    if !items.is_empty() && connector.parse(&request).await? != items {
        differences.push(Difference::new("read again", "the same items", "others"));
    }
    differences.extend(follow_ups(rig, case, &items).await?);
    Ok(Ran::Compared(differences))
}

async fn poll(rig: &Rig, folder: &Folder, case: &Case) -> Result<Ran> {
    let body = folder.body(case)?;
    let reply = Reply::Response { status: 200, headers: vec![], body };
    let connector = rig.start(now(case), Script::of([reply], false)).await?;
    let page = connector.poll(None, 0).await?;
    let mut differences = compare_events(&case.expected, &page.items);
    if let Some(offset) = case.expected.get("next_offset").map(Value::to_string)
        && offset != page.cursor
    {
        differences.push(Difference::new("next_offset", offset, &page.cursor));
    }
    Ok(Ran::Compared(differences))
}

/// With `final_only` the way there does not count, only what a desk shows in the end.
fn compare_events(expected: &Value, items: &[InboundItem]) -> Vec<Difference> {
    let events = seen::events(items);
    match (&expected["final_only"], expected["events"].as_array()) {
        (Value::Bool(true), Some(wanted)) => state::compare(wanted, &events),
        _ => matching::events(&expected["events"], &expected["alternatives"], &events),
    }
}

/// `must_answer` names a call and its argument: the follow-up has to make it.
async fn follow_ups(rig: &Rig, case: &Case, items: &[InboundItem]) -> Result<Vec<Difference>> {
    let events = case.expected["events"].as_array().into_iter().flatten();
    let mut differences = vec![];
    for wanted in events.filter_map(|event| event["must_answer"].as_str()) {
        let done = Reply::Response {
            status: 200,
            headers: vec![],
            body: br#"{"ok":true,"result":true}"#.to_vec(),
        };
        let connector = rig.start(now(case), Script::of([done], true)).await?;
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

fn compare_answer(expected: &Value, answer: &Answer, differences: &mut Vec<Difference>) {
    let body = String::from_utf8_lossy(&answer.body);
    let mut actual = serde_json::json!({"status": answer.status, "body": body});
    if let Ok(json) = serde_json::from_slice::<Value>(&answer.body) {
        actual["body_json"] = json;
    }
    let Some(expected) = expected.as_object() else { return };
    matching::object("http", expected, &actual, differences);
}

fn request(folder: &Folder, case: &Case) -> Result<RawRequest> {
    let recorded = &case.request;
    let header = |(name, value): (&String, &String)| Header {
        name: name.to_lowercase(),
        value: value.clone().into_bytes(),
    };
    Ok(RawRequest {
        method: recorded.method.clone(),
        path: recorded.path.clone(),
        query: query(&recorded.query)?,
        headers: recorded.headers.iter().map(header).collect(),
        body: folder.body(case)?,
        received_at: now(case).unwrap_or(Timestamp(1_767_225_600_000)),
    })
}

/// A query is written as text or as an object of names and values.
fn query(query: &Value) -> Result<String> {
    match query {
        Value::Null => Ok(String::new()),
        Value::String(text) => Ok(text.trim_start_matches('?').to_owned()),
        Value::Object(fields) => {
            let pair = |(name, value): (&String, &Value)| {
                let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                format!("{}={}", super::compare::encoded(name), super::compare::encoded(&value))
            };
            Ok(fields.iter().map(pair).collect::<Vec<_>>().join("&"))
        }
        other => bail!("query {other} is neither a text nor an object"),
    }
}

fn now(case: &Case) -> Option<Timestamp> {
    case.request.received_at.map(|seconds| Timestamp(seconds.saturating_mul(1_000)))
}
