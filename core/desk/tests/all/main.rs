//! The desk's commands over real stores: each test runs on both databases.

mod access;
mod chat;
mod house;
mod idempotent;
mod inbox;
mod ingest;
mod outbound;
