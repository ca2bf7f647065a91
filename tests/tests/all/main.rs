//! The tests of the whole house, in one binary.

mod flows;
mod telegram;
