//! The desk's commands over real stores: each test runs on both databases.

mod access;
mod audit;
mod channels;
mod chat;
mod copies;
mod files;
mod house;
mod idempotent;
mod inbox;
mod ingest;
mod keys;
mod media;
mod operators;
mod outbound;
mod platform;
mod race;
mod retract;
mod teams;
mod visitors;
mod visits;
