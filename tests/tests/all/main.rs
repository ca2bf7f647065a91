//! The tests of the whole server, in one binary.

#![allow(clippy::expect_used, clippy::panic, reason = "a test ends where its expectation ends")]

mod api;
mod attacks;
mod audits;
mod backup;
mod board;
mod bus;
mod channel_commands;
mod channels;
mod chaos;
mod chat_deletion;
mod clients;
mod commands;
mod demo;
mod desk_commands;
mod desk_example;
mod drafts;
mod erasure;
mod faults;
mod handover;
mod history;
mod hooks;
mod hostile;
mod killed_commands;
mod lists;
mod members;
mod oidc;
mod pending;
mod permissions;
mod push;
mod replay;
mod restored;
mod routes;
mod rule_commands;
mod rules;
mod scheduled;
mod screens;
mod search;
mod sweep;
mod telegram;
mod template_commands;
mod unite;
mod web_chat;
mod web_pages;
