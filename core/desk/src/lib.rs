//! The commands: whatever changes in the house, changes here. One command is one file, one
//! transaction and its events. `access` is the only way to an object.
//!
//! What is absent: HTTP, GraphQL, WASM, SQL and the name of any channel.

pub mod access;
pub mod admin;
pub mod attachment;
pub mod audit;
pub mod built_in;
pub mod channel;
pub mod chat;
pub mod contact;
mod context;
mod desk;
mod error;
mod event;
pub mod files;
pub mod idempotent;
pub mod inbox;
pub mod ingest;
pub mod keys;
pub mod kv;
pub mod limits;
pub mod message;
pub mod note;
pub mod operator;
pub mod outbound;
pub mod reason;
pub mod role;
pub mod secret_port;
pub mod session;
pub mod setting;
pub mod signals;
pub mod team;
mod text;
pub mod token;
pub mod visitor;

pub use context::{Context, Done};
pub use desk::{Desk, DeskParts};
pub use error::DeskError;
pub use limits::DeskLimits;
