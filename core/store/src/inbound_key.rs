//! The table of inbound_keys.
