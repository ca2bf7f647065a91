//! What the tests of the whole server share: a server under a clock that stands still, a fake Bot API
//! that speaks the real protocol, the recorded traffic, the server as a process.

#![allow(clippy::expect_used, clippy::panic, reason = "a test ends where its expectation ends")]

pub mod app;
pub mod channels;
pub mod database;
pub mod fake_telegram;
pub mod feed;
pub mod fixtures;
pub mod graphql;
pub mod identity_provider;
pub mod installation;
pub mod introspection;
pub mod nats;
pub mod process;
pub mod programs;
pub mod proxy;
pub mod push_service;
pub mod remote;
pub mod scene;
pub mod shop;
pub mod socket;
pub mod stack;
pub mod upload;
pub mod usage;
