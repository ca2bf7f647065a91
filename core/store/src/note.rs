//! The table of notes.
