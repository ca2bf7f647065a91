//! What is done with a note. Nothing here leads to an outbound message.

pub mod create;
pub mod delete;
pub mod update;
