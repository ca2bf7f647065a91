//! A role: a named set of permissions.

use crate::{
    batch::batched,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use switchboard_graphql::{choice::Permission, object};
use switchboard_model::{RoleId, operator};

batched!(Role of operator::Role, role_id: RoleId);

impl Noun for Role {
    const ROWS: Rows<Self> = |related, ids| related.roles(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().roles(ids);
    const IS_TOLD: IsTold = |_, _| true;
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
    /// Came with the server; cannot be deleted.
    fn is_built_in(&self) -> bool;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
}
