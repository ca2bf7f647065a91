//! Where what is random in a test begins.

/// The seed that a failure has named, in `SWITCHBOARD_TEST_SEED`; else another one each time, which is printed.
pub fn seed() -> u64 {
    let seed = match std::env::var("SWITCHBOARD_TEST_SEED") {
        Ok(word) => word.parse().expect("SWITCHBOARD_TEST_SEED is a number"),
        Err(_) => rand::random(),
    };
    println!("SWITCHBOARD_TEST_SEED={seed}");
    seed
}
