//! What is done with a channel.

mod broken;
mod check;
pub mod connect;
pub mod create;
pub mod pause;
pub mod resume;
mod state;
pub mod update;
pub mod web;

pub use broken::{mark_broken, mark_broken_in};
