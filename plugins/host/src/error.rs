//! What can go wrong with a plugin: when it is loaded, and when it is called.

use crate::limits;
use std::path::PathBuf;
use switchboard_model::connector::{ConnectorError, ErrorClass};

/// Why a plugin cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum HostError {
    /// WebAssembly cannot run here.
    #[error("the plugin engine cannot start: {0}")]
    Engine(String),
    #[error("the HTTP client for plugins cannot start: {0}")]
    Network(String),
    #[error("this is no plugin package: {0}")]
    Package(String),
    #[error("the plugin's manifest is refused: {0}")]
    Manifest(String),
    #[error("the plugin's settings schema is refused: {0}")]
    Schema(String),
    /// The component does not fit the contract.
    #[error("the component of {plugin} does not fit the contract: {reason}")]
    Component { plugin: String, reason: String },
    /// The system refuses what every plugin needs; the plugin is good.
    #[error(
        "the system forbids this process executable memory, which plugins are compiled to: take \
         MemoryDenyWriteExecute out of its systemd unit, or allow it execmem in SELinux ({reason})"
    )]
    ExecutableMemory { reason: String },
    /// A plugin under the id of one that comes with the program.
    #[error("{0} comes with the program: take the file away, or give the plugin an id of its own")]
    Shadows(String),
    #[error("{0}")]
    TooMany(String),
    /// A file cannot be read or written.
    #[error("{path}: {source}", path = path.display())]
    File {
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
}

/// How the engine says that the system gave it no executable memory.
const NOT_EXECUTABLE: &str = "memory executable";

impl HostError {
    /// What it means that the engine does not take a plugin's component.
    pub(crate) fn of_component(plugin: &str, error: &wasmtime::Error) -> Self {
        let reason = format!("{error:#}");
        if reason.contains(NOT_EXECUTABLE) {
            return Self::ExecutableMemory { reason };
        }
        Self::Component { plugin: plugin.to_owned(), reason }
    }
}

/// How a call of a guest failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FailureKind {
    /// The guest stopped by itself: a panic, a bad access.
    Trap,
    Cpu,
    Wall,
    /// The call took too long because the network did, which is no fault of the plugin.
    Slow,
    /// The guest wanted more memory than it may have.
    Memory,
    /// The guest answered something that cannot be.
    ContractViolation,
    /// No turn came.
    Busy,
    Suspended,
}

impl FailureKind {
    fn code(self) -> &'static str {
        match self {
            Self::Trap => "plugin.trap",
            Self::Cpu => "plugin.cpu",
            Self::Wall | Self::Slow => "plugin.timeout",
            Self::Memory => "plugin.memory",
            Self::ContractViolation => "plugin.contract",
            Self::Busy => "plugin.busy",
            Self::Suspended => "plugin.suspended",
        }
    }

    /// Does it count against the plugin.
    pub(crate) fn is_strike(self) -> bool {
        !matches!(self, Self::Slow | Self::Busy | Self::Suspended)
    }

    /// Will the same pure call surely fail again.
    fn is_lasting(self) -> bool {
        matches!(self, Self::Trap | Self::Memory | Self::ContractViolation)
    }
}

/// A failed call.
#[derive(Clone, Debug)]
pub(crate) struct CallFailure {
    pub(crate) kind: FailureKind,
    pub(crate) message: String,
    /// A request may have reached the platform.
    pub(crate) bytes_left: bool,
    /// The call was pure: only reading.
    pub(crate) is_pure: bool,
}

impl From<CallFailure> for ConnectorError {
    /// After the first request it is maybe-sent, before it transient. A pure call that trapped will
    /// trap again: it is permanent and becomes a dead letter at once.
    fn from(failure: CallFailure) -> Self {
        let class = match failure.kind {
            _ if failure.bytes_left => ErrorClass::MaybeSent,
            kind if failure.is_pure && kind.is_lasting() => ErrorClass::Permanent,
            _ => ErrorClass::Transient,
        };
        Self::new(class, failure.kind.code(), shortened(failure.message))
    }
}

/// A sentence cut to what is kept, at a character's border.
pub(crate) fn shortened(mut text: String) -> String {
    if text.len() > limits::MESSAGE_MAX_BYTES {
        let end = text.floor_char_boundary(limits::MESSAGE_MAX_BYTES);
        text.truncate(end);
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(kind: FailureKind, bytes_left: bool, is_pure: bool) -> ErrorClass {
        let failure = CallFailure { kind, message: String::new(), bytes_left, is_pure };
        ConnectorError::from(failure).class
    }

    #[test]
    fn what_left_this_server_is_never_repeated_blindly() {
        assert_eq!(class(FailureKind::Trap, true, false), ErrorClass::MaybeSent);
        assert_eq!(class(FailureKind::Wall, true, false), ErrorClass::MaybeSent);
        assert_eq!(class(FailureKind::Trap, false, false), ErrorClass::Transient);
    }

    #[test]
    fn a_pure_trap_is_lasting_but_a_slow_machine_is_not() {
        assert_eq!(class(FailureKind::Trap, false, true), ErrorClass::Permanent);
        assert_eq!(class(FailureKind::ContractViolation, false, true), ErrorClass::Permanent);
        assert_eq!(class(FailureKind::Cpu, false, true), ErrorClass::Transient);
        assert_eq!(class(FailureKind::Busy, false, true), ErrorClass::Transient);
    }

    #[test]
    fn what_the_system_refuses_is_no_fault_of_the_plugin() {
        let told = wasmtime::format_err!("unable to make memory executable: EPERM");
        let error = HostError::of_component("org.example.test", &told).to_string();
        assert!(error.contains("MemoryDenyWriteExecute"), "{error}");
        let told = wasmtime::format_err!("it does not export `inbound`");
        let error = HostError::of_component("org.example.test", &told).to_string();
        assert!(error.contains("does not fit the contract"), "{error}");
    }

    #[test]
    fn a_long_sentence_is_cut_at_a_character() {
        let cut = shortened("é".repeat(limits::MESSAGE_MAX_BYTES));
        assert!(cut.len() <= limits::MESSAGE_MAX_BYTES + '…'.len_utf8());
    }
}
