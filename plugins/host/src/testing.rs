//! What tests are made of: guests written in WebAssembly's text form, files around them, and parts of
//! a server. The feature `testing` hands the guests and the files to the tests of other packages.

#![allow(clippy::expect_used, clippy::panic, reason = "a test ends where its expectation ends")]

pub mod guest;
pub mod pack;
#[cfg(test)]
mod ports;
#[cfg(test)]
mod rig;

pub use guest::{Guest, fetch, fetch_to_blob, tell_blob, tell_reply, text};
pub use pack::{with_manifest, with_schema, without_sections};
#[cfg(test)]
pub(crate) use {
    ports::{TOKEN, TestPorts},
    rig::{PLUGIN, TestHost, attempt, outbound, package, package_of, request},
};
