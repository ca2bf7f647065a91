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
mod keys;
mod media;
mod operators;
mod outbound;
mod outward;
mod platform;
mod race;
mod strangers;
mod teams;
mod unite;
mod unite_laws;
mod uploads;
mod visit_ends;
mod visitors;
mod visits;
mod vouched;
