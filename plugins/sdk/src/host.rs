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
use serde_json::Value;

macro_rules! host {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $kind:ty),*) -> $answer:ty = $call:expr;)*) => {
        /// The host's services. Reading and writing blobs piece by piece has no place here: a plugin
        /// that has to look into files uses `bindings::switchboard::plugin::blobs`.
        pub trait Host {
            $($(#[$doc])* fn $name(&self $(, $argument: $kind)*) -> $answer;)*
        }

        /// The real host, across the component's boundary.
        #[derive(Clone, Copy, Debug, Default)]
        pub struct Imports;

        impl Host for Imports {
            $(fn $name(&self $(, $argument: $kind)*) -> $answer {
                $call
            })*
        }
    };
}

host! {
    /// Makes an HTTP call to a granted host. Any status is a response; an error says whether the
    /// request left this server (`maybe-sent`) or not (`transient`).
    fetch(request: Request) -> Result<Response, Error> = imports::http::fetch(&request);
    /// A value of the channel's plugin storage.
    get(key: &str) -> Result<Option<Vec<u8>>, Error> = imports::kv::get(key);
    /// Stores a value, for `ttl_ms` milliseconds or for ever.
    set(key: &str, value: &[u8], ttl_ms: Option<u64>) -> Result<(), Error> =
        imports::kv::set(key, value, ttl_ms);
    /// Stores a value, or removes it with `None`, when the present one is `expected`.
    compare_and_set(key: &str, expected: Option<&[u8]>, value: Option<&[u8]>)
        -> Result<bool, Error> = imports::kv::compare_and_set(key, expected, value);
    /// Computes a tag over `data` with a secret that the plugin never sees.
    sign(secret: &str, algorithm: Algorithm, data: &[u8]) -> Result<Vec<u8>, Error> =
        imports::secrets::sign(secret, algorithm, data);
    /// Compares a tag in constant time.
    check(secret: &str, algorithm: Algorithm, data: &[u8], tag: &[u8]) -> Result<bool, Error> =
        imports::secrets::check(secret, algorithm, data, tag);
    /// Compares a secret in constant time.
    equals(secret: &str, candidate: &[u8]) -> Result<bool, Error> =
        imports::secrets::equals(secret, candidate);
    /// Writes a line to the plugin's log.
    log(level: Level, message: &str, fields: &[(&str, &str)]) -> () = {
        let own = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        imports::sys::log(level, message, &fields.iter().map(own).collect::<Vec<_>>());
    };
    /// Unix time in milliseconds.
    now_ms() -> u64 = imports::sys::now();
    /// Random bytes, 4 KiB at most.
    random(count: u32) -> Vec<u8> = imports::sys::random(count);
    /// The channel's settings, a JSON object without secrets.
    settings() -> Value =
        serde_json::from_str(&imports::sys::settings()).unwrap_or_else(|_| serde_json::json!({}));
}
