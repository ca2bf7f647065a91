//! What is done with a channel.

pub mod add;
mod broken;
mod check;
pub mod connect;
pub mod edit;
pub mod pause;
pub mod resume;
mod state;
pub mod web;

pub use broken::mark_broken;
