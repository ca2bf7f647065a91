//! How much of a generated suite is run, and where what is random begins.

pub use switchboard_store::testing::seed;

/// Is the suite of this variable to run whole, of which a part is run otherwise. `cargo xtask test --full`
/// sets the variables of all such suites.
pub fn is_full(variable: &str) -> bool {
    std::env::var(variable).as_deref() == Ok("full")
}
