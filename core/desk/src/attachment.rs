//! What is done with an attachment: up, down, and in from a platform.

pub mod begin;
mod bind;
pub mod discard;
mod event;
pub mod failed;
pub mod fetched;
pub mod finish;
pub mod link;
mod name;
pub mod open;
pub mod pending;
pub mod quota;
pub mod receive;

pub use bind::bind;
