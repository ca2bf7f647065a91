//! How much of a generated suite is run, and where what is random begins.

pub use switchboard_store::testing::{is_full, seed};
