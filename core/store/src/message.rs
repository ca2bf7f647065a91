//! The table of messages.
