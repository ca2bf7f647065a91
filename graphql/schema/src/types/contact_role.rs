//! Contact roles: the company's own kinds of users.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::contact_role::{CreateInput, UpdateInput, create, delete, update};
use switchboard_desk::limits::CONTACT_ROLES_MAX;
use switchboard_graphql::{
    choice::Choice,
    cost, input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{ContactRoleId, chat::LabelColor, contact_role};

batched!(ContactRole of contact_role::ContactRole, contact_role_id: ContactRoleId);

impl Noun for ContactRole {
    const ROWS: Rows<Self> = |related, ids| related.contact_roles(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().contact_roles(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A contact role was created, changed or deleted.
    ContactRoleEvent {
        /// The role as it is now; absent when it was deleted.
        contact_role: ContactRole
    }
}

/// One of the company's own kinds of users, such as merchants.
#[object(id = contact_role_id)]
impl ContactRole {
    /// What the contacts bear as their `role`, and host pages and programs tell; unique.
    fn key(&self) -> &str;
    /// The name to show.
    fn name(&self) -> &str;
    /// The colour it is shown in.
    fn color(&self) -> Choice<LabelColor>;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct ContactRoleQuery;

/// The contact roles.
#[Object]
impl ContactRoleQuery {
    /// The contact roles, by name. Where there are any, operators choose of them.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn contact_roles(&self, ctx: &Context<'_>) -> Result<Vec<ContactRole>> {
        Ok(batch(read(ctx, |reader| reader.contact_roles(CONTACT_ROLES_MAX)).await?))
    }
}

input! {
    /// A new contact role.
    ContactRoleCreateInput into CreateInput {
        /// What contacts bear as their `role`, and host pages and programs tell; unique, and stays.
        key: String,
        /// The name to show.
        name: String,
        /// The colour it is shown in; absent: grey.
        color: Option<Choice<LabelColor>>,
    }

    /// What to change of a contact role. Absent keeps.
    ContactRoleUpdateInput into UpdateInput {
        /// The role.
        contact_role_id: Id<ContactRoleId>,
        /// The name to show.
        name: Option<String>,
        /// The colour it is shown in.
        color: Option<Choice<LabelColor>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The contact role to delete.
    ContactRoleDeleteInput of ContactRoleId {
        /// The role.
        contact_role_id
    }
}

payload!(ContactRoleCreatePayload, "The result of creating a contact role.", contact_role: ContactRole, "The role; absent when it was not created.");
payload!(ContactRoleUpdatePayload, "The result of changing a contact role.", contact_role: ContactRole, "The role as it is now; absent when it was not changed.");
payload!(ContactRoleDeletePayload, "The result of deleting a contact role.", deleted_id: ID, "The id of the role; absent when it was not deleted.");

mutations! {
    /// What is done with a contact role.
    ContactRoleMutation {
        /// Creates a contact role.
        contact_role_create(ContactRoleCreateInput, "The role.") -> ContactRoleCreatePayload { create }
        /// Changes how a contact role is shown.
        contact_role_update(ContactRoleUpdateInput, "What to change.")
            -> ContactRoleUpdatePayload { update, version of contact_role_id }
        /// Deletes a contact role: contacts keep its key.
        contact_role_delete(ContactRoleDeleteInput, "The role.")
            -> ContactRoleDeletePayload { delete }
    }
}
