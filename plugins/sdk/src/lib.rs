//! What a channel plugin written in Rust is built with: the contract's types, one trait to
//! implement, one macro to export it. Knows no platform and nothing of the server.
//!
//! A plugin keeps no state: every call may come to a fresh instance. It reaches the world through
//! [`Host`] alone, so the same code runs as WebAssembly and in plain unit tests
//! ([`testing::ScriptedHost`]).
//!
//! ```
//! struct Example;
//! impl switchboard_plugin::Channel for Example {} // parse, send and what else it can do
//! switchboard_plugin::register!(Example);
//! ```
//!
//! A plugin that uses the crate `getrandom` has to register [`Host::random`] as its backend; the
//! standard library needs none.

extern crate self as switchboard_plugin;

pub mod bindings;
mod channel;
mod error;
mod export;
mod host;
mod http;
pub mod json;
mod limits;
#[cfg(target_arch = "wasm32")]
mod panic;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;

pub use bindings::exports::switchboard::plugin::{account, inbound, outbound, polling};
pub use bindings::switchboard::plugin::http as http_types;
pub use bindings::switchboard::plugin::items;
pub use bindings::switchboard::plugin::secrets::Algorithm;
pub use bindings::switchboard::plugin::sys::Level;
pub use bindings::switchboard::plugin::types;
pub use channel::Channel;
pub use export::Registered;
pub use host::{Host, Imports};
pub use serde_json;
pub use wit_bindgen;
