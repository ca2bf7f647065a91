//! The table of roles.
