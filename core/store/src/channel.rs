//! The table of channels.
