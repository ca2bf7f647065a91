//! The schema's tests, one binary: the texts of both schemas, and both schemas over a real server.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends where its expectation ends"
)]

#[path = "../../../../core/desk/tests/all/app.rs"]
#[allow(dead_code)]
mod app;
mod board;
mod encodings;
mod lists;
#[path = "../../../../core/desk/tests/all/platform.rs"]
#[allow(dead_code)]
mod platform;
mod schema_text;
mod visitors;
