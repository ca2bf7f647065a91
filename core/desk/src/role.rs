//! What is done with a role.

pub mod create;
pub mod delete;
pub mod update;

use serde_json::{Value, json};
use switchboard_model::Permission;
use switchboard_model::operator::Role;

noun!(Role.role_id: RoleId in role, read as roles,
    seen as Permission(|_role| Permission::OperatorManage), all by name for OperatorManage);

/// Each permission once, in the order of their declaration.
pub(crate) fn sorted(permissions: &[Permission]) -> Vec<Permission> {
    let mut permissions = permissions.to_vec();
    permissions.sort_unstable();
    permissions.dedup();
    permissions
}

fn columns(role: &Role) -> Value {
    json!({
        "name": role.name,
        "permissions": role.permissions,
        "is_totp_required": role.is_totp_required,
    })
}
