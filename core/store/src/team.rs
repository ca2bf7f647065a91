//! The table of teams.
