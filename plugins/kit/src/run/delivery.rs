//! One delivery, taken as the server takes it: bounded, checked, answered, and read afterwards. What
//! cannot be read is a dead letter, after the answer.

use crate::{
    folder::{Case, Folder},
    limits::HOOK_BODY_BYTES,
    ports::{Reply, Script},
    rig::Rig,
};
use anyhow::{Result, bail};
use serde_json::{Map, Value};
use switchboard_model::{
    Timestamp,
    connector::{
        Answer, Connector, ConnectorError, ErrorClass, Header, InboundItem, RawRequest, Verdict,
    },
};

/// The answer of a poll, as `mode` calls it.
const POLL: &str = "poll-response";

/// The result of a delivery.
#[derive(Debug, Default)]
pub(super) struct Delivery {
    /// Whether the connector took the sender for authentic; none when it was not asked.
    pub is_verified: Option<bool>,
    /// What the platform gets; none for a poll.
    pub answer: Option<Answer>,
    pub items: Vec<InboundItem>,
    /// Why it could not be read.
    pub dead_letter: Option<ConnectorError>,
    /// Where a poll goes on.
    pub cursor: Option<String>,
}

/// Why a case cannot be run without the whole server.
pub(super) fn needs_server(case: &Case) -> Option<String> {
    match case.request.mode.as_deref() {
        Some(POLL) => None,
        Some(mode) => Some(format!("a `{mode}` comes over a connection that the server holds")),
        None if case.request.method.is_empty() => Some("mail comes through the server".to_owned()),
        None => None,
    }
}

/// Takes a case, with further headers where a scenario adds some.
pub(super) async fn take(
    rig: &Rig,
    folder: &Folder,
    case: &Case,
    connector: &dyn Connector,
    more_headers: &Map<String, Value>,
) -> Result<Delivery> {
    if case.request.mode.as_deref() == Some(POLL) {
        return poll(rig, folder, case, connector).await;
    }
    let mut request = request(folder, case)?;
    request.headers.extend(more_headers.iter().map(|(name, value)| {
        header(name, &value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }));
    if !matches!(request.method.as_str(), "GET" | "POST") {
        return Ok(unasked(405));
    }
    if request.body.len() > HOOK_BODY_BYTES {
        return Ok(unasked(413));
    }
    Ok(match connector.verify(&request).await? {
        Verdict::Accept(answer) => {
            let delivery =
                Delivery { is_verified: Some(true), answer: Some(answer), ..Delivery::default() };
            read(connector, &request, delivery).await?
        }
        Verdict::ReplyOnly(answer) => {
            Delivery { is_verified: Some(true), answer: Some(answer), ..Delivery::default() }
        }
        Verdict::Reject(answer) => {
            Delivery { is_verified: Some(false), answer: Some(answer), ..Delivery::default() }
        }
    })
}

/// The items of an authentic request, or why it is a dead letter. What fails by a fault of the plugin,
/// or would be tried again, is an error.
async fn read(
    connector: &dyn Connector,
    request: &RawRequest,
    delivery: Delivery,
) -> Result<Delivery> {
    match connector.parse(request).await {
        Ok(items) => {
            if connector.parse(request).await? != items {
                bail!("the same request, read again, gives other items");
            }
            Ok(Delivery { items, ..delivery })
        }
        Err(error) if is_refusal(&error) => Ok(Delivery { dead_letter: Some(error), ..delivery }),
        Err(error) => Err(error.into()),
    }
}

/// Whether the plugin itself says that a request cannot be read. The host's own codes begin with
/// `plugin.`: a trap, no memory left, an answer that cannot be.
fn is_refusal(error: &ConnectorError) -> bool {
    let is_lasting = matches!(
        error.class,
        ErrorClass::Invalid | ErrorClass::Unsupported | ErrorClass::Permanent
    );
    is_lasting && !error.code.starts_with("plugin.")
}

async fn poll(
    rig: &Rig,
    folder: &Folder,
    case: &Case,
    connector: &dyn Connector,
) -> Result<Delivery> {
    let reply = Reply::Response { status: 200, headers: vec![], body: folder.body(case)? };
    rig.ports.network.start(Script::of([reply], false));
    let page = connector.poll(None, 0).await?;
    Ok(Delivery { items: page.items, cursor: Some(page.cursor), ..Delivery::default() })
}

/// What the server answers by itself.
fn unasked(status: u16) -> Delivery {
    let answer = Answer { status, headers: vec![], body: vec![] };
    Delivery { answer: Some(answer), ..Delivery::default() }
}

fn request(folder: &Folder, case: &Case) -> Result<RawRequest> {
    let recorded = &case.request;
    Ok(RawRequest {
        method: recorded.method.clone(),
        path: recorded.path.clone(),
        query: query(&recorded.query)?,
        headers: recorded.headers.iter().map(|(name, value)| header(name, value)).collect(),
        body: folder.body(case)?,
        received_at: now(case).unwrap_or(Timestamp(1_767_225_600_000)),
    })
}

fn header(name: &str, value: &str) -> Header {
    Header { name: name.to_lowercase(), value: value.as_bytes().to_vec() }
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

/// The time that a case names.
pub(super) fn now(case: &Case) -> Option<Timestamp> {
    case.request.received_at.map(|seconds| Timestamp(seconds.saturating_mul(1_000)))
}
