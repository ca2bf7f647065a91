//! The tests of the whole house, in one binary.

mod audits;
mod chaos;
mod clients;
mod flows;
mod rights;
mod telegram;
