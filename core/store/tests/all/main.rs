//! The store suite: every test body runs on SQLite and on PostgreSQL.

mod support;

mod dialect;
mod group;
mod lease;
mod log;
mod mutation_key;
mod statements;
