//! How much of a generated suite is run, and where what is random begins.

/// Is the suite of this variable to run whole, of which a part is run otherwise. `cargo xtask test --full`
/// sets the variables of all such suites.
pub fn is_full(variable: &str) -> bool {
    std::env::var(variable).as_deref() == Ok("full")
}

/// The seed that a failure has named, in `SWITCHBOARD_TEST_SEED`; else another one each time, which is printed.
pub fn seed() -> u64 {
    let seed = match std::env::var("SWITCHBOARD_TEST_SEED") {
        Ok(word) => word.parse().expect("SWITCHBOARD_TEST_SEED is a number"),
        Err(_) => rand::random(),
    };
    println!("SWITCHBOARD_TEST_SEED={seed}");
    seed
}
