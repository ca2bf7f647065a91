//! Platform answers as cases write them: status, headers, a body of text or JSON; or a fault.

use crate::ports::Reply;
use anyhow::{Context, Result, bail};
use serde_json::Value;

/// Reads one answer.
pub(super) fn reply(answer: &Value) -> Result<Reply> {
    if let Some(fault) = answer["fault"].as_str() {
        return match fault {
            "connect_refused" => Ok(Reply::NoConnection),
            "closed_after_request" | "timeout" => Ok(Reply::NoAnswer),
            _ => bail!("fault `{fault}`: known are connect_refused, closed_after_request, timeout"),
        };
    }
    let status = &answer["status"];
    let status =
        status.as_u64().and_then(|status| u16::try_from(status).ok()).with_context(|| {
            format!("status {status} is no HTTP status: this answer cannot be given")
        })?;
    let headers = answer["headers"].as_object().into_iter().flatten();
    let headers = headers.map(|(name, value)| {
        let value = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (name.to_lowercase(), value.into_bytes())
    });
    let body = match &answer["body"] {
        Value::Null => vec![],
        Value::String(text) => text.clone().into_bytes(),
        json => json.to_string().into_bytes(),
    };
    Ok(Reply::Response { status, headers: headers.collect(), body })
}

/// Reads a list of answers; nothing for an absent one.
pub(super) fn replies(answers: &Value) -> Result<Vec<Reply>> {
    answers.as_array().into_iter().flatten().map(reply).collect()
}
