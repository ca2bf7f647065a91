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
mod desk_commands;
mod desk_example;
mod drafts;
mod faults;
mod handover;
mod history;
mod hooks;
mod hostile;
mod lists;
mod permissions;
mod replay;
mod restored;
mod scheduled;
mod search;
mod sweep;
mod telegram;
mod template_commands;
mod unite;
mod web_chat;
