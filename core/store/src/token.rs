//! The table of tokens.
