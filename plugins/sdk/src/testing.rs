//! What unit tests of plugins are written with: a host whose replies come from a script and whose
//! time stands still, records to start from, and recorded requests. Only outside WebAssembly.

mod recorded;
mod records;

pub use recorded::{Recorded, recorded};
pub use records::{NOW_MS, attempt, chat, draft, file, message, response, webhook};

use crate::{
    Algorithm, Host, Level,
    http_types::{Body, PartValue, Request, Response},
    types::Error,
};
use serde_json::{Value, json};
use std::{
    cell::{Cell, RefCell},
    collections::{BTreeMap, VecDeque},
};

/// A scripted host. Every `fetch` takes the next reply; a call beyond the script is answered with a
/// transient error that says so.
#[derive(Debug, Default)]
pub struct ScriptedHost {
    /// What the next fetches answer, in order.
    pub replies: RefCell<VecDeque<Result<Response, Error>>>,
    /// All requests so far.
    pub requests: RefCell<Vec<Request>>,
    /// Plugin storage.
    pub values: RefCell<BTreeMap<String, Vec<u8>>>,
    /// All log lines so far.
    pub log: RefCell<Vec<String>>,
    /// Unix time in milliseconds.
    pub now_ms: Cell<u64>,
    /// The channel's settings.
    pub settings: Value,
}

impl ScriptedHost {
    /// A host without replies, at a time, with settings.
    pub fn new(now_ms: u64, settings: Value) -> Self {
        Self { now_ms: Cell::new(now_ms), settings, ..Self::default() }
    }

    /// Adds a reply with a JSON body.
    pub fn replies_json(self, status: u16, body: &Value) -> Self {
        self.replies(Ok(response(status, &body.to_string())))
    }

    /// Adds any reply.
    pub fn replies(self, reply: Result<Response, Error>) -> Self {
        self.replies.borrow_mut().push_back(reply);
        self
    }

    /// The path of a request that was made, without the scheme and the host.
    pub fn path(&self, index: usize) -> String {
        let url = &self.requests.borrow()[index].url;
        let after_scheme = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        after_scheme.find('/').map_or(String::new(), |start| after_scheme[start..].to_owned())
    }

    /// What a request that was made carries: its JSON, the parts of its multipart body, where a file
    /// is `{"blob": id}`, or else its text.
    pub fn body(&self, index: usize) -> Value {
        match &self.requests.borrow()[index].body {
            Body::Empty | Body::Blob(_) => Value::Null,
            Body::Bytes(bytes) | Body::Template(bytes) => serde_json::from_slice(bytes)
                .unwrap_or_else(|_| String::from_utf8_lossy(bytes).into()),
            Body::Multipart(parts) => parts
                .iter()
                .map(|part| match &part.value {
                    PartValue::Bytes(bytes) => {
                        (part.name.clone(), String::from_utf8_lossy(bytes).into())
                    }
                    PartValue::Blob(blob) => (part.name.clone(), json!({ "blob": blob })),
                })
                .collect(),
        }
    }
}

impl Host for ScriptedHost {
    fn fetch(&self, request: Request) -> Result<Response, Error> {
        self.requests.borrow_mut().push(request);
        let reply = self.replies.borrow_mut().pop_front();
        reply.unwrap_or_else(|| Err(Error::transient("test.script", "The script has ended.")))
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        Ok(self.values.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, value: &[u8], _ttl_ms: Option<u64>) -> Result<(), Error> {
        self.values.borrow_mut().insert(key.to_owned(), value.to_vec());
        Ok(())
    }

    fn compare_and_set(
        &self,
        key: &str,
        expected: Option<&[u8]>,
        value: Option<&[u8]>,
    ) -> Result<bool, Error> {
        let mut values = self.values.borrow_mut();
        if values.get(key).map(Vec::as_slice) != expected {
            return Ok(false);
        }
        match value {
            Some(value) => values.insert(key.to_owned(), value.to_vec()),
            None => values.remove(key),
        };
        Ok(true)
    }

    fn sign(&self, secret: &str, _: Algorithm, _: &[u8]) -> Result<Vec<u8>, Error> {
        Err(no_secret(secret))
    }

    fn check(&self, secret: &str, _: Algorithm, _: &[u8], _: &[u8]) -> Result<bool, Error> {
        Err(no_secret(secret))
    }

    fn equals(&self, secret: &str, _: &[u8]) -> Result<bool, Error> {
        Err(no_secret(secret))
    }

    fn log(&self, _: Level, message: &str, _: &[(&str, &str)]) {
        self.log.borrow_mut().push(message.to_owned());
    }

    fn now_ms(&self) -> u64 {
        self.now_ms.get()
    }

    fn random(&self, count: u32) -> Vec<u8> {
        (0..count).map(|index| index as u8).collect()
    }

    fn settings(&self) -> Value {
        self.settings.clone()
    }
}

fn no_secret(name: &str) -> Error {
    Error::new(
        crate::types::ErrorClass::Denied,
        "secret.missing",
        format!("The test's host holds no secret `{name}`."),
    )
}
