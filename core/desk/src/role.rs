//! What is done with a role.

pub mod add;
pub mod edit;
pub mod remove;

use switchboard_model::Right;

/// Each right once, in the order of their declaration.
fn sorted(rights: &[Right]) -> Vec<Right> {
    let mut rights = rights.to_vec();
    rights.sort_unstable();
    rights.dedup();
    rights
}
