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
mod archive;
mod audit;
mod avatars;
mod blocked_addresses;
mod broadcast_acts;
mod broadcast_lists;
mod broadcasts;
mod broadcasts_killed;
mod bulk;
mod chance;
mod channels;
mod chat;
mod chat_deletion;
mod command;
mod contact_exports;
mod contacts;
mod copies;
mod delete;
mod drafts;
mod edits;
mod erase_races;
mod erasures;
mod erasures_killed;
mod examples;
mod exports;
mod fields;
mod files;
mod filters;
mod handover;
mod idempotent;
mod inbound_request;
mod ingest;
mod interleavings;
mod invitations;
mod keys;
mod killed;
mod label_merges;
mod languages;
mod list_waits;
mod macros;
mod media;
mod members;
mod mentions;
mod notifications;
mod open_as;
mod operators;
mod orders;
mod outbound;
mod outward;
mod own_messages;
mod pages;
mod pending;
mod platform;
mod presence;
mod pushed;
mod race;
mod ratings;
mod references;
mod reply_windows;
mod retention;
mod returning;
mod rounds;
mod route_places;
mod routes;
mod second_factor;
mod several_chats;
mod shorthand;
mod sso;
mod strangers;
mod teams;
mod texts;
mod thumbnails;
mod timers;
mod timers_killed;
mod transcripts;
mod unite;
mod unite_laws;
mod uploads;
mod views;
mod visit_ends;
mod visitors;
mod visits;
mod vouched;
mod without_chats;
