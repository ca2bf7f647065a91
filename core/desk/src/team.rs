//! What is done with a team.

pub mod add;
pub mod edit;
mod members;
