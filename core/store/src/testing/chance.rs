//! Where what is random in a test begins, and how much of a generated suite is run.

/// The seed that a failure has named, in `SWITCHBOARD_TEST_SEED`; else another one each time, which is printed.
pub fn seed() -> u64 {
    let seed = match std::env::var("SWITCHBOARD_TEST_SEED") {
        Ok(word) => word.parse().expect("SWITCHBOARD_TEST_SEED is a number"),
        Err(_) => rand::random(),
    };
    println!("SWITCHBOARD_TEST_SEED={seed}");
    seed
}

/// Is the suite of this variable to run whole, of which a part is run otherwise. `cargo xtask test --full`
/// sets the variables of all such suites.
pub fn is_full(variable: &str) -> bool {
    match std::env::var(variable).as_deref() {
        Ok("full") => true,
        Ok(other) => panic!("{variable}={other}: there is only `full`"),
        Err(_) => false,
    }
}
