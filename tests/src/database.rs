//! Both databases for tests of the whole house.

pub use switchboard_store::testing::{BOTH, Backend, TestDatabase};
