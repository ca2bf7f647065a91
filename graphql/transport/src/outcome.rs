//! The answer to one operation, as it is written to the client.

use std::{collections::BTreeMap, time::Duration};

use async_graphql::{Response, ServerError, Value};
use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;

use crate::{
    limits::{ERROR_MESSAGE_BYTES, ERRORS},
    rate::Budget,
    refusal::Refusal,
    request_id::RequestId,
    status::Reason,
};

/// The result of an operation.
#[derive(Debug)]
pub(crate) enum Outcome {
    /// The schema executed it. `data` may be null where an error reached the top.
    Executed(Response),
    /// The schema found the document or its variables invalid; nothing ran.
    Invalid(Vec<ServerError>),
    /// The transport refused it.
    Refused(Refusal),
}

impl Outcome {
    /// Errors that carry no path were raised before any field ran. Who is not told the schema is not
    /// told either which of its names a misspelt one may have meant.
    pub(crate) fn from_response(mut response: Response, is_told: bool) -> Self {
        let is_request_error = response.data == Value::Null
            && !response.errors.is_empty()
            && response.errors.iter().all(|error| error.path.is_empty());
        bound(&mut response.errors, is_told);
        if !is_request_error {
            return Self::Executed(response);
        }
        for error in &mut response.errors {
            let extensions = error.extensions.get_or_insert_default();
            if extensions.get("code").is_none() {
                extensions.set("code", engine_reason(&error.message).code());
            }
        }
        Self::Invalid(response.errors)
    }

    /// Headers that resolvers asked for, as a sign-in does for its cookie.
    pub(crate) fn headers(&mut self) -> HeaderMap {
        match self {
            Self::Executed(response) => std::mem::take(&mut response.http_headers),
            Self::Invalid(_) | Self::Refused(_) => HeaderMap::new(),
        }
    }

    /// When a refused operation may be tried again.
    pub(crate) fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Refused(refusal) => refusal.retry_after,
            Self::Executed(_) | Self::Invalid(_) => None,
        }
    }

    /// The errors, if no field ran: they travel in an `error` message on a socket.
    pub(crate) fn request_errors(&self) -> Option<Vec<ServerError>> {
        match self {
            Self::Executed(_) => None,
            Self::Invalid(errors) => Some(errors.clone()),
            Self::Refused(refusal) => Some(vec![refusal.to_error()]),
        }
    }

    /// The result as JSON on one line.
    pub(crate) fn encode(&self, notes: Notes<'_>) -> Bytes {
        self.encode_between(notes, "", "", 0).into()
    }

    /// The result as JSON on one line between two texts, of about so many bytes.
    pub(crate) fn encode_between(
        &self,
        notes: Notes<'_>,
        before: &str,
        after: &str,
        bytes: usize,
    ) -> Vec<u8> {
        let refused;
        let mut body = Body { errors: &[], data: None, extensions: notes.into_extensions() };
        match self {
            Self::Executed(response) => {
                body.errors = &response.errors;
                body.data = Some(&response.data);
                for (name, value) in &response.extensions {
                    body.extensions.entry(name).or_insert_with(|| value.clone());
                }
            }
            Self::Invalid(errors) => body.errors = errors,
            Self::Refused(refusal) => {
                refused = [refusal.to_error()];
                body.errors = &refused;
            }
        }
        let mut answer = Vec::with_capacity(before.len() + bytes + after.len());
        answer.extend_from_slice(before.as_bytes());
        if let Err(error) = serde_json::to_writer(&mut answer, &body) {
            tracing::error!(%error, "an answer could not be written as JSON");
            answer.truncate(before.len());
            answer.extend_from_slice(b"{\"errors\":[{\"message\":\"The server failed to write its answer.\",\"extensions\":{\"code\":\"INTERNAL\"}}]}");
        }
        answer.extend_from_slice(after.as_bytes());
        answer.shrink_to_fit();
        answer
    }
}

/// Keeps the first errors, each in bounded length, and tells how many more there were.
fn bound(errors: &mut Vec<ServerError>, is_told: bool) {
    let more = errors.len().saturating_sub(ERRORS);
    errors.truncate(ERRORS);
    for ServerError { message, .. } in errors.iter_mut() {
        message.truncate(message.floor_char_boundary(ERROR_MESSAGE_BYTES));
        if let Some(place) = message.find(" Did you mean").filter(|_| !is_told) {
            message.truncate(place);
        }
    }
    if more > 0 {
        let message = format!("{more} more errors are not told. Mend these first.");
        errors.push(Refusal::limit(message).to_error());
    }
}

/// The engine has its own limits of depth and complexity behind ours and gives them no code.
fn engine_reason(message: &str) -> Reason {
    if message.starts_with("Query is too complex")
        || message.starts_with("Query is nested too deep")
        || message.starts_with("The recursion depth of the query")
    {
        Reason::LimitExceeded
    } else {
        Reason::Validation
    }
}

/// What the transport tells beside the result, in `extensions`.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Notes<'a> {
    pub(crate) request_id: Option<&'a RequestId>,
    pub(crate) spent: Option<(u64, Budget)>,
}

impl Notes<'_> {
    fn into_extensions<'a>(self) -> BTreeMap<&'a str, Value> {
        let mut extensions = BTreeMap::new();
        if let Some(id) = self.request_id {
            extensions.insert("requestId", Value::from(id.as_str()));
        }
        if let Some((cost, budget)) = self.spent {
            let members =
                [("cost", cost), ("limit", budget.limit), ("remaining", budget.remaining)];
            let members = members
                .into_iter()
                .map(|(name, number)| (async_graphql::Name::new(name), Value::from(number)));
            extensions.insert("rateLimit", Value::Object(members.collect()));
        }
        extensions
    }
}

#[derive(Serialize)]
struct Body<'a> {
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    errors: &'a [ServerError],
    #[serde(skip_serializing_if = "Option::is_none")]
    data: Option<&'a Value>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    extensions: BTreeMap<&'a str, Value>,
}
