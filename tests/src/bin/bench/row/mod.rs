//! The rows of the table, one a file.

pub mod board;
pub mod decay;
pub mod fan_out;
pub mod inbound;
pub mod list;
pub mod memory;
pub mod reply;
pub mod screen;
pub mod search;
pub mod searchable;
pub mod single;
pub mod start;
