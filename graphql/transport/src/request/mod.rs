//! The parameters of a GraphQL request, read from a JSON body or a query string.

mod parameters;
mod query_string;

use async_graphql::Variables;

use crate::{documents::Hash, json, refusal::Refusal, status::Reason};

/// `query`, `operationName` and `variables`, checked for form. Of `extensions` the hash of a document is
/// read, in whose place the text may be left out.
#[derive(Debug, Clone)]
pub(crate) struct GraphQlRequest {
    /// Empty where the hash stands for it.
    pub(crate) query: String,
    pub(crate) hash: Option<Hash>,
    pub(crate) operation_name: Option<String>,
    pub(crate) variables: Variables,
}

impl GraphQlRequest {
    /// From a body in JSON.
    pub(crate) fn from_json(body: &[u8]) -> Result<Self, Refusal> {
        if json::without_mark(body).iter().all(u8::is_ascii_whitespace) {
            return Err(bad("The body is empty. Send a JSON object with a \"query\"."));
        }
        if std::str::from_utf8(body).is_err() {
            return Err(bad("The body is not UTF-8. Encode the JSON as UTF-8."));
        }
        let value = json::parse(body)
            .map_err(|error| bad(format!("The body is not valid JSON: {error}.")))?;
        parameters::read(value)
    }

    /// From a JSON value, as it stands in the payload of a socket's message.
    pub(crate) fn from_value(value: serde_json::Value) -> Result<Self, Refusal> {
        parameters::read(value)
    }

    /// From the query string of a GET request.
    pub(crate) fn from_query_string(query: &str) -> Result<Self, Refusal> {
        parameters::read(query_string::read(query)?)
    }
}

fn bad(message: impl Into<String>) -> Refusal {
    Refusal::new(Reason::BadRequest, message)
}
