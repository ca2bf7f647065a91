//! What is done with a role.

use crate::{
    enums::Right,
    family::{load, single},
    mutation::call::{Call, payload},
    scalars::Id,
    types::role::Role,
};
use async_graphql::{Context, ID, InputObject, Object, Result};
use switchboard_desk::role;
use switchboard_model::RoleId;

/// A new role.
#[derive(Clone, InputObject)]
pub struct RoleAddInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The name, unique.
    name: String,
    /// What it allows.
    rights: Vec<Right>,
}

/// What to change of a role. Absent keeps.
#[derive(Clone, InputObject)]
pub struct RoleEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The role.
    role_id: Id<RoleId>,
    /// The name, unique.
    name: Option<String>,
    /// What it allows: the whole list.
    rights: Option<Vec<Right>>,
    /// The version you have seen.
    expected_version: Option<i64>,
}

/// The role to remove.
#[derive(Clone, InputObject)]
pub struct RoleRemoveInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The role.
    role_id: Id<RoleId>,
}

payload!(RoleAddPayload, "What came of adding a role.", role: Role, "The role; absent when it was not added.");
payload!(RoleEditPayload, "What came of changing a role.", role: Role, "The role as it is now; absent when it was not changed.");
payload!(RoleRemovePayload, "What came of removing a role.", deleted_id: ID, "The id of the role; absent when it was not removed.");

#[derive(Default)]
pub struct RoleMutation;

/// What is done with a role.
#[Object]
impl RoleMutation {
    /// Adds a role.
    async fn role_add(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role.")] input: RoleAddInput,
    ) -> Result<RoleAddPayload> {
        let call = Call::begin(ctx, "roleAdd", &input, input.client_mutation_id.as_ref())?;
        let rights = input.rights.into_iter().map(Into::into).collect();
        let command = role::add::AddInput { name: input.name, rights };
        let done = role::add::add(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(RoleAddPayload::of(outcome, row.and_then(single)))
    }

    /// Changes a role.
    async fn role_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: RoleEditInput,
    ) -> Result<RoleEditPayload> {
        let call = Call::begin(ctx, "roleEdit", &input, input.client_mutation_id.as_ref())?;
        let (api, id) = (call.api, input.role_id.0);
        let command = role::edit::EditInput {
            role_id: id,
            name: input.name,
            rights: input.rights.map(|rights| rights.into_iter().map(Into::into).collect()),
            expected_version: input.expected_version,
        };
        let done = role::edit::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let role = if outcome.is_stale() {
            load::<Role>(api, [id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(RoleEditPayload::of(outcome, role))
    }

    /// Removes a role that nobody has.
    async fn role_remove(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The role.")] input: RoleRemoveInput,
    ) -> Result<RoleRemovePayload> {
        let call = Call::begin(ctx, "roleRemove", &input, input.client_mutation_id.as_ref())?;
        let done = role::remove::remove(call.desk, &call.context, input.role_id.0).await;
        let (row, outcome) = call.finish(done)?;
        Ok(RoleRemovePayload::of(outcome, row.map(Into::into)))
    }
}
