//! The only crate that knows SQL. `Store::read` and `Store::write` are the only ways in; one file per
//! table; `dialect.rs` holds what the two databases say differently.
//!
//! What is found by a unique key is read with `get_result`, not with `first`: that binds a `LIMIT`, and
//! SQLite plans a statement again whenever its `LIMIT` is bound.
//!
//! What is absent: permissions, rules of the desk, network.
#![cfg_attr(
    test,
    allow(
        clippy::disallowed_methods,
        clippy::expect_used,
        clippy::panic,
        reason = "a test ends where its expectation ends"
    )
)]

// What `both_databases` writes out names this crate, also in its own tests.
#[cfg(all(test, feature = "testing"))]
extern crate self as switchboard_store;

#[macro_use]
mod owned;
#[macro_use]
mod queries;
#[macro_use]
mod queue;

pub mod backlog;
pub mod backup;
mod bell;
mod command;
mod commit_outcome;
mod config;
mod connection;
pub mod cursor;
pub mod dialect;
mod epoch;
mod error;
pub mod far_future;
mod group;
mod health;
pub mod lease;
pub mod limits;
pub mod log;
mod metrics;
mod migration;
pub mod mutation_key;
mod node;
pub mod page;
mod reader;
pub mod statements;
mod store;
#[cfg(feature = "testing")]
pub mod testing;
mod transaction;
mod writer;

pub mod act;
pub mod alert;
pub mod attachment;
pub mod attribute_kind;
pub mod audit;
pub mod blocked_address;
pub mod broadcast;
pub mod channel;
pub mod channel_member;
pub mod channel_secret;
pub mod chat;
pub mod chat_attribute;
pub mod chat_deletion;
pub mod chat_example;
pub mod chat_rating;
pub mod chat_read;
pub mod chat_reference;
pub mod chat_route;
pub mod chat_rows;
pub mod close_reason;
pub mod consent;
pub mod contact;
pub mod contact_address;
mod contact_attribute;
pub mod contact_name;
pub mod contact_role;
pub mod content;
pub mod delivery;
pub mod draft;
pub mod duplicate;
pub mod erasure;
pub mod file_meter;
pub mod first_admin_link;
pub mod forward;
pub mod identity;
pub mod inbound_key;
pub mod inbound_request;
pub mod invitation;
pub mod label;
pub mod macros;
pub mod message;
pub mod message_reference;
pub mod message_version;
pub mod note;
pub mod notification;
pub mod operator;
pub mod operator_preferences;
pub mod operator_presence;
pub mod operator_span;
pub mod operator_subject;
pub mod operator_totp;
pub mod participant;
pub mod pending_reply;
pub mod plugin_value;
pub mod push_subscription;
pub mod quiet;
pub mod reaction;
pub mod recovery_code;
pub mod reference_kind;
pub mod replacement;
pub mod retention_rule;
pub mod role;
pub mod rule;
pub mod rule_list;
pub mod rule_place;
pub mod rule_run;
pub mod rule_timer;
pub mod schedule;
pub mod session;
pub mod setting;
pub mod sign_in_failure;
pub mod team;
pub mod template;
pub mod timer;
pub mod token;
pub mod unite;
pub mod used_sign_in;
pub mod view;
pub mod visit;

pub(crate) use switchboard_model::schema;

pub use bell::Notices;
pub use config::{Durability, StoreConfig};
pub use connection::DatabaseConnection;
pub use error::{OpenError, Result, StoreError};
pub use metrics::StoreMetrics;
pub use store::Store;
pub use transaction::Transaction;
pub use writer::Lane;
