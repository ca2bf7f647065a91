//! The answer to one operation, as it is written to the client.

use std::collections::BTreeMap;

use async_graphql::{Response, ServerError, Value};
use bytes::Bytes;
use http::HeaderMap;
use serde::Serialize;

use crate::{rate::Budget, refusal::Refusal, request_id::RequestId, status::Reason};

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
    /// Errors that carry no path were raised before any field ran.
    pub(crate) fn from_response(mut response: Response) -> Self {
        let is_request_error = response.data == Value::Null
            && !response.errors.is_empty()
            && response.errors.iter().all(|error| error.path.is_empty());
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
        serde_json::to_vec(&body).map(Bytes::from).unwrap_or_else(|error| {
            tracing::error!(%error, "an answer could not be written as JSON");
            Bytes::from_static(b"{\"errors\":[{\"message\":\"The server failed to write its answer.\",\"extensions\":{\"code\":\"INTERNAL\"}}]}")
        })
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
