//! Lists and counts of chats from memory: sets of chats for what lists ask for, kept by a follower of the log,
//! and the counts that somebody watches, changed with each chat instead of counted again. How far a list may
//! be believed, `store::page::board` says: whatever was found here is held against the rows and the log's end.
//!
//! What is absent: rows that anybody is shown, and a rendering of who may see which chats. What an operator
//! sees is asked of `ChatVisibility` for each place at which chats are.

mod board;
mod by_value;
mod check;
mod choose;
mod condition;
mod counts;
mod follower;
mod interned;
mod kept;
pub mod limits;
mod metrics;
mod sets;
mod state;
#[cfg(test)]
mod tests;
mod times;

pub use board::Board;
pub use metrics::BoardMetrics;
