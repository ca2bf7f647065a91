//! The tests of the whole server, in one binary.

#![allow(clippy::expect_used, clippy::panic, reason = "a test ends where its expectation ends")]

mod api;
mod attacks;
mod audits;
mod backup;
mod channel_commands;
mod channels;
mod chaos;
mod clients;
mod commands;
mod faults;
mod history;
mod hooks;
mod hostile;
mod permissions;
mod replay;
mod restored;
mod scheduled;
mod search;
mod sweep;
mod telegram;
mod unite;
mod web_chat;
