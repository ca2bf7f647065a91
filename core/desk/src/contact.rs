//! What is done with a contact.

pub mod block;
pub mod unblock;
pub mod update;
