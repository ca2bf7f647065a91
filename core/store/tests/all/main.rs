//! The store suite: every test body runs on SQLite and on PostgreSQL.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends where its expectation ends"
)]

mod support;

mod acts;
mod backup;
mod content;
mod dialect;
mod durability;
mod faults;
mod group;
mod lease;
mod log;
mod mutation_key;
mod notices;
mod open;
mod schema;
mod statements;
