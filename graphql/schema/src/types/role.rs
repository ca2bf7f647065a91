//! Roles: named sets of permissions.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::role::{create, delete, update};
use switchboard_graphql::{
    choice::Permission, cost, input, limits::LIST_MAX, object, payload, scalars::Id,
};
use switchboard_model::{self as model, RoleId, operator};

batched!(Role of operator::Role, role_id: RoleId);

impl Noun for Role {
    const ROWS: Rows<Self> = |related, ids| related.roles(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_roles(ids);
    const IS_TOLD: IsTold =
        |_, subscriber| subscriber.operator.has(model::Permission::OperatorManage);
}

event! {
    /// A role was created, changed or deleted.
    RoleEvent {
        /// The role as it is now; absent when it was deleted.
        role: Role
    }
}

/// A named set of permissions.
#[object(id = role_id)]
impl Role {
    /// The name, unique.
    fn name(&self) -> &str;
    /// What it allows.
    fn permissions(&self) -> Vec<Permission>;
    /// Does signing in take a code of an authenticator app as well.
    fn is_totp_required(&self) -> bool;
    /// Came with the server; cannot be deleted.
    fn is_built_in(&self) -> bool;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
}

#[derive(Default)]
pub struct RoleQuery;

/// The roles.
#[Object]
impl RoleQuery {
    /// The roles, by name. Needs the permission `OPERATOR_MANAGE`.
    #[graphql(complexity = "cost::list(10, child_complexity)")]
    async fn roles(&self, ctx: &Context<'_>) -> Result<Vec<Role>> {
        Ok(batch(read(ctx, |reader| reader.roles(LIST_MAX)).await?))
    }
}

input! {
    /// A new role.
    RoleCreateInput into create::CreateInput {
        /// The name, unique.
        name: String,
        /// What it allows.
        permissions: Vec<Permission>,
        /// Does signing in take a code of an authenticator app as well; absent: no.
        is_totp_required: Option<bool>,
    }

    /// What to change of a role. Absent keeps.
    RoleUpdateInput into update::UpdateInput {
        /// The role.
        role_id: Id<RoleId>,
        /// The name, unique.
        name: Option<String>,
        /// What it allows: the whole list.
        permissions: Option<Vec<Permission>>,
        /// Does signing in take a code of an authenticator app as well, from the next time on.
        is_totp_required: Option<bool>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The role to delete.
    RoleDeleteInput of RoleId {
        /// The role.
        role_id
    }
}

payload!(RoleCreatePayload, "The result of creating a role.", role: Role, "The role; absent when it was not created.");
payload!(RoleUpdatePayload, "The result of changing a role.", role: Role, "The role as it is now; absent when it was not changed.");
payload!(RoleDeletePayload, "The result of deleting a role.", deleted_id: ID, "The id of the role; absent when it was not deleted.");

mutations! {
    /// What is done with a role.
    RoleMutation {
        /// Creates a role.
        role_create(RoleCreateInput, "The role.") -> RoleCreatePayload { create::create }
        /// Changes a role.
        role_update(RoleUpdateInput, "What to change.")
            -> RoleUpdatePayload { update::update, version of role_id }
        /// Deletes a role that nobody has.
        role_delete(RoleDeleteInput, "The role.") -> RoleDeletePayload { delete::delete }
    }
}
