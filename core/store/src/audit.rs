//! The table of audits.
