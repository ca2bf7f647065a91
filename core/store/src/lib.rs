//! The only room that knows SQL. `Store::read` and `Store::write` are the only ways in; one file per
//! table; `dialect.rs` holds what the two databases say differently.
//!
//! What is found by a unique key is read with `get_result`, not with `first`: that binds a `LIMIT`, and
//! SQLite plans a statement anew whenever its `LIMIT` is bound.
//!
//! What is absent: rights, rules of the desk, network.

pub mod backlog;
pub mod backup;
mod bell;
mod command;
mod config;
mod connection;
pub mod cursor;
pub mod dialect;
mod doubt;
mod epoch;
mod error;
mod group;
pub mod lease;
pub mod limits;
pub mod log;
pub mod metrics;
mod migration;
pub mod mutation_key;
mod node;
pub mod page;
mod reader;
mod schema;
mod signs;
pub mod statements;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod transaction;
mod writer;

pub mod attachment;
pub mod audit;
pub mod channel;
pub mod channel_secret;
pub mod chat;
pub mod chat_read;
pub mod contact;
pub mod delivery;
pub mod identity;
pub mod inbound_key;
pub mod inbox;
pub mod invitation;
pub mod message;
pub mod message_reference;
pub mod message_version;
pub mod note;
pub mod operator;
pub mod participant;
pub mod plugin_value;
pub mod reaction;
pub mod reason;
pub mod role;
pub mod session;
pub mod setting;
pub mod team;
pub mod token;

pub use config::{Durability, StoreConfig};
pub use connection::DatabaseConnection;
pub use error::{OpenError, StoreError};
pub use metrics::StoreMetrics;
pub use store::Store;
pub use transaction::Transaction;
pub use writer::Lane;
