//! The demo over real stores: each test runs on both databases.

#![allow(clippy::expect_used, clippy::panic, reason = "a test ends where its expectation ends")]

mod desk;
mod live;
mod made;
