//! Logs: text for people or JSON for machines, always on standard error.

use crate::config::{LogConfig, LogFormat};
use tracing_subscriber::EnvFilter;

/// Starts logging. A command other than `serve` logs warnings only: its output is its result.
pub fn start(config: &LogConfig, is_server: bool) {
    let level = if is_server { config.level.as_str() } else { "warn" };
    // What the client of NATS tells at its finest level holds what it sends: the password, and what a
    // customer has typed and not sent.
    let filter = EnvFilter::new(format!("{level},async_nats=warn"));
    let subscriber = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()));
    // A second start in one process is a test's: the first one stays.
    let _already_started = match config.format {
        LogFormat::Text => subscriber.try_init(),
        LogFormat::Json => subscriber.json().flatten_event(true).try_init(),
    };
}
