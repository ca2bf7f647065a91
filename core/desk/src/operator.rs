//! What is done with an operator, and how one comes in.

pub mod add;
pub mod change_password;
pub(crate) mod check;
pub mod edit;
pub mod first_admin;
mod guard;
mod password;
pub mod sign_in;
pub mod sign_out;

pub(crate) use guard::SignInGuard;
