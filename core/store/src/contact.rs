//! The table of contacts.
