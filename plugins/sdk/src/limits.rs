//! The bounds that the tools for plugins keep by themselves.

/// How long an HTTP call may take when the plugin does not say, in milliseconds.
pub const HTTP_TIMEOUT_MS: u32 = 15_000;

/// Longest panic message that is handed to the host's log, in bytes.
#[cfg(target_arch = "wasm32")]
pub const PANIC_MESSAGE_BYTES: usize = 2_048;
