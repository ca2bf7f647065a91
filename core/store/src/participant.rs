//! The table of participants.
