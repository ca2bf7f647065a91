//! The desk's commands over real stores: each test runs on both databases.

#![allow(clippy::expect_used, clippy::panic, reason = "a test ends where its expectation ends")]

mod access;
mod accounts;
mod acts;
mod app;
mod audit;
mod channels;
mod chat;
mod command;
mod contacts;
mod copies;
mod delete;
mod edits;
mod files;
mod idempotent;
mod inbound_request;
mod ingest;
mod invitations;
mod keys;
mod media;
mod operators;
mod outbound;
mod outward;
mod platform;
mod presence;
mod race;
mod second_factor;
mod strangers;
mod teams;
mod uploads;
mod visit_ends;
mod visitors;
mod visits;
mod vouched;
