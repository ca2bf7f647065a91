//! The transport against a small schema, over real connections on the loopback interface.

#![allow(clippy::unwrap_used, reason = "a test ends where its expectation ends")]

mod admission;
mod csrf;
mod drain;
mod event_stream;
mod http_rules;
mod slow_readers;
mod socket_closes;
mod socket_operations;
mod support;
