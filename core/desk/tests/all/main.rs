//! The desk's commands over real stores: each test runs on both databases.

mod access;
mod channels;
mod chat;
mod files;
mod house;
mod idempotent;
mod inbox;
mod ingest;
mod operators;
mod outbound;
mod platform;
mod retract;
mod visitors;
