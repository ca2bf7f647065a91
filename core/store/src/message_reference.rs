//! The table of message_references.
