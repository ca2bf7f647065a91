//! The transport against a small schema, over real connections on the loopback interface.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "a test ends where its expectation ends"
)]

mod admission;
mod answer_bytes;
mod csrf;
mod drain;
mod event_stream;
mod http_rules;
mod slow_readers;
mod socket_closes;
mod socket_operations;
mod support;
