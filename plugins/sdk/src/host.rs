//! What a plugin may ask of the host, as a trait: [`Imports`] in WebAssembly, a script in tests.

use crate::{
    bindings::switchboard::plugin as imports,
    bindings::switchboard::plugin::{
        http::{Request, Response},
        secrets::Algorithm,
        sys::Level,
    },
    types::Error,
};

/// The host's services. Reading and writing blobs piece by piece has no place here: a plugin that
/// has to look into files uses `bindings::switchboard::plugin::blobs`.
pub trait Host {
    /// Makes an HTTP call to a granted host. Any status is a response; an error says whether the
    /// request left this server (`maybe-sent`) or not (`transient`).
    fn fetch(&self, request: Request) -> Result<Response, Error>;
    /// A value of the channel's plugin storage.
    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error>;
    /// Stores a value, for `ttl_ms` milliseconds or for ever.
    fn set(&self, key: &str, value: &[u8], ttl_ms: Option<u64>) -> Result<(), Error>;
    /// Sets a value, or removes it with `None`, when the present one is `expected`.
    fn compare_and_set(
        &self,
        key: &str,
        expected: Option<&[u8]>,
        value: Option<&[u8]>,
    ) -> Result<bool, Error>;
    /// Computes a tag over `data` with a secret that the plugin never sees.
    fn sign(&self, secret: &str, algorithm: Algorithm, data: &[u8]) -> Result<Vec<u8>, Error>;
    /// Compares a tag in constant time.
    fn check(
        &self,
        secret: &str,
        algorithm: Algorithm,
        data: &[u8],
        tag: &[u8],
    ) -> Result<bool, Error>;
    /// Compares a secret in constant time.
    fn equals(&self, secret: &str, candidate: &[u8]) -> Result<bool, Error>;
    /// Writes a line to the plugin's log.
    fn log(&self, level: Level, message: &str, fields: &[(&str, &str)]);
    /// Unix time in milliseconds.
    fn now_ms(&self) -> u64;
    /// Random bytes, 4 KiB at most.
    fn random(&self, count: u32) -> Vec<u8>;
    /// The channel's settings, a JSON object without secrets.
    fn settings(&self) -> serde_json::Value;
}

/// The real host, across the component's boundary.
#[derive(Clone, Copy, Debug, Default)]
pub struct Imports;

impl Host for Imports {
    fn fetch(&self, request: Request) -> Result<Response, Error> {
        imports::http::fetch(&request)
    }

    fn get(&self, key: &str) -> Result<Option<Vec<u8>>, Error> {
        imports::kv::get(key)
    }

    fn set(&self, key: &str, value: &[u8], ttl_ms: Option<u64>) -> Result<(), Error> {
        imports::kv::set(key, value, ttl_ms)
    }

    fn compare_and_set(
        &self,
        key: &str,
        expected: Option<&[u8]>,
        value: Option<&[u8]>,
    ) -> Result<bool, Error> {
        imports::kv::compare_and_set(key, expected, value)
    }

    fn sign(&self, secret: &str, algorithm: Algorithm, data: &[u8]) -> Result<Vec<u8>, Error> {
        imports::secrets::sign(secret, algorithm, data)
    }

    fn check(
        &self,
        secret: &str,
        algorithm: Algorithm,
        data: &[u8],
        tag: &[u8],
    ) -> Result<bool, Error> {
        imports::secrets::check(secret, algorithm, data, tag)
    }

    fn equals(&self, secret: &str, candidate: &[u8]) -> Result<bool, Error> {
        imports::secrets::equals(secret, candidate)
    }

    fn log(&self, level: Level, message: &str, fields: &[(&str, &str)]) {
        let fields: Vec<_> =
            fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        imports::sys::log(level, message, &fields);
    }

    fn now_ms(&self) -> u64 {
        imports::sys::now()
    }

    fn random(&self, count: u32) -> Vec<u8> {
        imports::sys::random(count)
    }

    fn settings(&self) -> serde_json::Value {
        serde_json::from_str(&imports::sys::settings())
            .unwrap_or_else(|_| serde_json::Value::Object(serde_json::Map::new()))
    }
}
