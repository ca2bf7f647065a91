//! The table of operators.
