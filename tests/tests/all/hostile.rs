//! Guests that misbehave, in the whole server: what a platform told stays, is shown as failed with its
//! reason, and comes in by one mutation once the plugin is mended; the neighbours notice nothing. And
//! requests that do: they get an error instead of an endless answer.

mod answers;
mod checkers;
mod claims;
mod grants;
mod guests;
pub mod neighbours;
mod outgoing;
mod readers;
mod senders;
mod server;
mod suspended;
