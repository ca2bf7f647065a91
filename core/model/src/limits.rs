//! The bounds that several crates keep, with their units.

/// Longest key of a plugin's stored value, in bytes. The contract promises it
/// (`plugins/wit/v1/host.wit`), the host checks it, the desk stores it.
pub const PLUGIN_KEY_MAX_BYTES: usize = 512;
/// Largest value that a plugin may store, in bytes. Promised, checked and stored likewise.
pub const PLUGIN_VALUE_MAX_BYTES: usize = 64 << 10;
