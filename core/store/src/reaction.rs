//! The table of reactions.
