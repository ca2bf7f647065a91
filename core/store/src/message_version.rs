//! The table of message_versions.
