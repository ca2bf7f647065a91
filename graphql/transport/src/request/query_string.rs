//! The parameters of a GET request, brought into the form of a JSON body.

use serde_json::{Map, Value};
use url::form_urlencoded;

use super::bad;
use crate::{json, refusal::Refusal};

/// `variables` and `extensions` are JSON inside the query string; other parameters are passed over,
/// because proxies and caches add theirs.
pub(super) fn read(query: &str) -> Result<Value, Refusal> {
    let mut parameters = Map::new();
    for (name, value) in form_urlencoded::parse(query.as_bytes()) {
        let value = match &*name {
            "query" => Value::String(value.into_owned()),
            "operationName" if value.is_empty() => Value::Null,
            "operationName" => Value::String(value.into_owned()),
            "variables" | "extensions" if value.is_empty() => Value::Null,
            "variables" | "extensions" => json::parse(value.as_bytes())
                .map_err(|error| bad(format!("\"{name}\" is not valid JSON: {error}.")))?,
            _ => continue,
        };
        if parameters.insert(name.clone().into_owned(), value).is_some() {
            return Err(bad(format!("\"{name}\" is given twice. Give it once.")));
        }
    }
    Ok(Value::Object(parameters))
}
