//! What keeps memory and rates within bounds: a keyed map that forgets the least recently used, what
//! is remembered for a moment, counts per window, token buckets, queues in which all take turns, and
//! back-off; and who counts as one peer of the network.
//!
//! It reads no clock, does no IO and waits for nothing: time is passed in, in milliseconds since any
//! fixed point, so that a clock that stands still rules it too. It knows no nouns.

mod backoff;
mod bucket;
mod keyed;
mod peer;
mod recent;
mod tallies;
mod turns;
mod windows;

pub use backoff::Backoff;
pub use bucket::{Empty, Rate, TokenBucket, TokenBuckets};
pub use keyed::Keyed;
pub use peer::{Peer, PeerWindows, Site};
pub use recent::Recent;
pub use tallies::Tallies;
pub use turns::Turns;
pub use windows::Windows;
