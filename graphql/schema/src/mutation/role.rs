//! What is done with a role.

use crate::{
    mutation::call::{Returned, mutations},
    types::role::Role,
};
use async_graphql::{Context, ID, Result};
use switchboard_desk::role::{create, delete, update};
use switchboard_graphql::{choice::Permission, input, payload, scalars::Id};
use switchboard_model::RoleId;

input! {
    /// A new role.
    RoleCreateInput into create::CreateInput {
        /// The name, unique.
        name: String,
        /// What it allows.
        permissions: Vec<Permission>,
    }
}

input! {
    /// What to change of a role. Absent keeps.
    RoleUpdateInput into update::UpdateInput {
        /// The role.
        role_id: Id<RoleId>,
        /// The name, unique.
        name: Option<String>,
        /// What it allows: the whole list.
        permissions: Option<Vec<Permission>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }
}

input! {
    /// The role to delete.
    RoleDeleteInput of RoleId {
        /// The role.
        role_id
    }
}

payload!(RoleCreatePayload, "The result of creating a role.", role: Role, "The role; absent when it was not created.");
payload!(RoleUpdatePayload, "The result of changing a role.", role: Role, "The role as it is now; absent when it was not changed.");
payload!(RoleDeletePayload, "The result of deleting a role.", deleted_id: ID, "The id of the role; absent when it was not deleted.");

impl Returned<RoleId> for ID {
    async fn returned(_: &Context<'_>, id: RoleId) -> Result<Option<Self>> {
        Ok(Some(id.into()))
    }
}

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
