//! What can be wrong with a configuration, each with what to do.

use std::path::PathBuf;

/// The configuration is refused.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// The file could not be read.
    #[error("{path}: {reason}; name another file with --config or leave it away")]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        reason: String,
    },
    /// The file is no TOML.
    #[error("{path} is not valid TOML: {reason}")]
    NotToml {
        /// The file.
        path: PathBuf,
        /// Line and reason.
        reason: String,
    },
    /// A key that does not exist.
    #[error("{place} has the unknown key {key:?}; {hint}")]
    UnknownKey {
        /// The file or the environment.
        place: String,
        /// The key as written.
        key: String,
        /// The nearest known one, or how to list them.
        hint: String,
    },
    /// A value of the wrong kind.
    #[error("{key} has a wrong value: {reason}")]
    WrongValue {
        /// The key.
        key: String,
        /// What was expected; never the value of a secret.
        reason: String,
    },
}
