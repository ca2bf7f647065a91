//! What a channel plugin written in Rust is built with: the contract's types, a table of functions
//! to fill in, and what every connector needs beside its platform's own breadth. Knows no platform
//! and nothing of the server. `README.md` leads through a first connector.
//!
//! A plugin keeps no state: every call may come to a fresh instance. It reaches the world through
//! [`Host`] alone, so the same code runs as WebAssembly and in plain unit tests
//! ([`testing::ScriptedHost`]).
//!
//! ```
//! use switchboard_plugin::{Channel, Host, inbound::Request, items::Item, types::Error};
//!
//! fn parse(_: &dyn Host, request: Request) -> Result<Vec<Item>, Error> {
//!     let body = request.json()?;
//!     Ok(vec![]) // what happened, as items
//! }
//!
//! const EXAMPLE: Channel = Channel { parse, ..Channel::NONE };
//! switchboard_plugin::register!(EXAMPLE);
//! ```
//!
//! A plugin that uses the crate `getrandom` has to register [`Host::random`] as its backend; the
//! standard library needs none.

extern crate self as switchboard_plugin;

/// The guide's code is compiled and run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Guide;

pub mod api;
pub mod bindings;
mod channel;
mod error;
mod host;
pub mod http;
pub mod json;
pub mod limits;
pub mod markup;
#[cfg(target_arch = "wasm32")]
mod panic;
pub mod parts;
mod records;
pub mod refusals;
#[cfg(not(target_arch = "wasm32"))]
pub mod testing;
pub mod text;

pub use bindings::exports::switchboard::plugin::{account, inbound, outbound, polling};
pub use bindings::switchboard::plugin::http as http_types;
pub use bindings::switchboard::plugin::items;
pub use bindings::switchboard::plugin::secrets::Algorithm;
pub use bindings::switchboard::plugin::sys::Level;
pub use bindings::switchboard::plugin::types;
pub use channel::{Channel, Plugin};
pub use host::{Host, Imports};
pub use serde_json;
pub use wit_bindgen;
