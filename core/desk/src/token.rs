//! API tokens of operators.

pub mod create;
pub mod revoke;
