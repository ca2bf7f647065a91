//! Tells the host's log where a plugin panicked. Without it a panic is a bare trap with no message
//! and no line.

use crate::{Host, Imports, Level, limits::PANIC_MESSAGE_BYTES};
use std::sync::Once;

static INSTALLED: Once = Once::new();

/// Installs the hook, once per instance. Every export calls it first.
pub(crate) fn install_hook() {
    INSTALLED.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let mut message = panic.to_string();
            let mut end = message.len().min(PANIC_MESSAGE_BYTES);
            while !message.is_char_boundary(end) {
                end -= 1;
            }
            message.truncate(end);
            Imports.log(Level::Error, &message, &[]);
        }));
    });
}
