//! The types of the operator schema, one noun a file.

pub mod attachment;
pub mod audit;
pub mod author;
pub mod channel;
pub mod chat;
pub mod contact;
pub mod delivery;
pub mod event;
pub mod identity;
pub mod inbox;
pub mod message;
pub mod node;
pub mod note;
pub mod operator;
pub mod participant;
pub mod plugin;
pub mod reaction;
pub mod reason;
pub mod role;
pub mod search;
pub mod server;
pub mod setting;
pub mod team;
pub mod timeline;
pub mod token;
pub mod viewer;
