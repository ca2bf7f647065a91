//! The table of reasons.
