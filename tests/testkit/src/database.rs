//! Both databases for tests of the whole server.

pub use switchboard_store::testing::{Backend, OnDatabase, TestDatabase, both_databases};
