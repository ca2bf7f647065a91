//! The commands: whatever changes in the server, changes here. One command is one file: a function over
//! a running `Command`, and `command!`, which runs it as a transaction of its own. `access` is the only way to an
//! object that a command works on, `read` the only way to what GraphQL shows.
//!
//! What is absent: HTTP, GraphQL, WASM, SQL and the name of any channel.

#[macro_use]
pub mod command;
#[macro_use]
mod noun;

pub mod access;
pub mod attachment;
pub mod attribute_kind;
pub mod blocked_address;
pub mod broadcast;
pub mod built_in;
mod change;
pub mod channel;
pub mod chat;
mod check;
pub mod close_reason;
mod consent;
pub mod contact;
pub mod contact_role;
mod context;
mod desk;
pub mod draft;
pub mod erasure;
mod error;
pub mod export;
pub mod far_future;
pub mod files;
pub mod follow;
mod html;
pub mod idempotent;
pub mod inbound_request;
pub mod ingest;
pub mod invitation;
pub mod keys;
pub mod kv;
pub mod limits;
pub mod macros;
pub mod message;
pub mod note;
pub mod notification;
pub mod operator;
pub mod outbound;
pub mod outward;
pub mod pending_reply;
pub mod plugin;
pub mod preferences;
pub mod push;
pub mod read;
pub mod reference_kind;
pub mod replacement;
pub mod retention;
pub mod role;
pub mod rule;
pub mod rule_list;
pub mod schedule;
pub mod secret_port;
pub mod session;
pub mod setting;
pub mod signals;
pub mod subject;
pub mod team;
pub mod template;
mod text;
pub mod timer;
pub mod token;
pub mod transcript;
pub mod view;
pub mod visit;
pub mod visitor;

pub use change::Change;
pub use command::Command;
pub use context::{CommandResult, Committed, Context};
pub use desk::{Desk, DeskParts};
pub use error::{DeskError, Result, SecondFactor};
pub use limits::DeskLimits;
