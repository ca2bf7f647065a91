//! Full-text search over messages, notes, contacts and chats: a follower of the log with its position in
//! the index's own commits, so that a crash can neither lose nor double a document.
//!
//! What is absent: rows. A hit is an id; whoever shows it reads the row again.

mod analysis;
mod chat_document;
mod chat_term;
mod chats;
mod compile;
mod document;
mod error;
mod fields;
mod fold;
mod folder;
mod follower;
mod generation;
mod highlight;
pub mod limits;
mod parts;
mod query;
mod rank;
mod rebuild;
mod rows;
mod search;
mod visibility;

pub use error::SearchError;
pub use folder::request_rebuild;
pub use search::{Search, indexed_through};
