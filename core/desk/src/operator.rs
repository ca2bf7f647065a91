//! What is done with an operator, and how one comes in.

mod availability;
pub mod begin_totp;
pub mod change_password;
pub(crate) mod check;
pub mod confirm_totp;
pub mod create;
pub mod disable_totp;
pub mod first_admin;
mod guard;
mod hashing;
pub mod link_subject;
mod lock_out;
pub(crate) mod password;
pub mod presence;
pub mod set_avatar;
pub mod set_status;
pub mod sign_in;
pub mod sign_out;
pub mod sso;
mod totp;
pub mod unlink_subject;
pub mod update;

pub(crate) use availability::{may_answer, online};
pub(crate) use guard::SignInGuard;
pub(crate) use presence::Connections;
pub use totp::Setup;

use serde_json::{Value, json};
use switchboard_model::TeamId;
use switchboard_model::operator::Operator;

noun!(Operator.operator_id: OperatorId in operator, read as operators, seen as Directory);

fn columns(operator: &Operator, team_ids: &[TeamId]) -> Value {
    json!({
        "email": operator.email,
        "name": operator.name,
        "role_id": operator.role_id.to_string(),
        "is_active": operator.is_active,
        "team_ids": team_ids.iter().map(ToString::to_string).collect::<Vec<_>>(),
    })
}
