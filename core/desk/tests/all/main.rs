//! The desk's commands over real stores: each test runs on both databases.

#![allow(
    clippy::disallowed_methods,
    clippy::expect_used,
    clippy::panic,
    reason = "a test ends where its expectation ends"
)]

mod access;
mod accounts;
mod acts;
mod addresses;
mod app;
mod audit;
mod bulk;
mod chance;
mod channels;
mod chat;
mod command;
mod contacts;
mod copies;
mod delete;
mod drafts;
mod edits;
mod exports;
mod files;
mod filters;
mod handover;
mod idempotent;
mod inbound_request;
mod ingest;
mod interleavings;
mod invitations;
mod keys;
mod media;
mod operators;
mod outbound;
mod outward;
mod platform;
mod presence;
mod race;
mod rounds;
mod second_factor;
mod strangers;
mod teams;
mod texts;
mod timers;
mod timers_killed;
mod unite;
mod unite_laws;
mod uploads;
mod views;
mod visit_ends;
mod visitors;
mod visits;
mod vouched;
