//! The tests of the search, in one binary.

#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test ends where its expectation ends"
)]

mod damage;
mod golden;
mod pages;
mod rows;
mod talk;
mod visibility;
mod world;
