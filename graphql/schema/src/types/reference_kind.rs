//! Kinds of references: the company's own objects that chats are about.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, MaybeUndefined, Object, Result};
use switchboard_desk::reference_kind::{CreateInput, UpdateInput, create, delete, update};
use switchboard_graphql::{
    cost, input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{ReferenceKindId, limits::REFERENCE_KINDS_MAX, reference};

batched!(ReferenceKind of reference::ReferenceKind, reference_kind_id: ReferenceKindId);

impl Noun for ReferenceKind {
    const ROWS: Rows<Self> = |related, ids| related.reference_kinds(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().reference_kinds(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A kind of references was created, changed or deleted.
    ReferenceKindEvent {
        /// The kind as it is now; absent when it was deleted.
        reference_kind: ReferenceKind
    }
}

/// A kind of the company's own objects that chats are about, such as a payment.
#[object(id = reference_kind_id)]
impl ReferenceKind {
    /// What pages call it, unique.
    fn key(&self) -> &str;
    /// What people call it.
    fn name(&self) -> &str;
    /// The address of an object, with `{id}` for its id; absent where there is no page to show.
    fn url_template(&self) -> Option<&str>;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct ReferenceKindQuery;

/// The kinds of references.
#[Object]
impl ReferenceKindQuery {
    /// The kinds of references, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn reference_kinds(&self, ctx: &Context<'_>) -> Result<Vec<ReferenceKind>> {
        Ok(batch(read(ctx, |reader| reader.reference_kinds(REFERENCE_KINDS_MAX)).await?))
    }
}

input! {
    /// A new kind of references.
    ReferenceKindCreateInput into CreateInput {
        /// What pages call it, unique: 1 to 64 of `a-z`, `0-9`, `-` and `_`. It stays.
        key: String,
        /// What people call it.
        name: String,
        /// The address of an object, http or https, with `{id}` for its id.
        url_template: Option<String>,
    }

    /// What to change of a kind of references. Absent keeps.
    ReferenceKindUpdateInput into UpdateInput {
        /// The kind.
        reference_kind_id: Id<ReferenceKindId>,
        /// What people call it.
        name: Option<String>,
        /// The address of an object, http or https, with `{id}` for its id; null: there is none.
        url_template: MaybeUndefined<String>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The kind of references to delete.
    ReferenceKindDeleteInput of ReferenceKindId {
        /// The kind.
        reference_kind_id
    }
}

payload!(ReferenceKindCreatePayload, "The result of creating a kind of references.", reference_kind: ReferenceKind, "The kind; absent when it was not created.");
payload!(ReferenceKindUpdatePayload, "The result of changing a kind of references.", reference_kind: ReferenceKind, "The kind as it is now; absent when it was not changed.");
payload!(ReferenceKindDeletePayload, "The result of deleting a kind of references.", deleted_id: ID, "The id of the kind; absent when it was not deleted.");

mutations! {
    /// What is done with a kind of references.
    ReferenceKindMutation {
        /// Creates a kind of references.
        reference_kind_create(ReferenceKindCreateInput, "The kind.")
            -> ReferenceKindCreatePayload { create }
        /// Changes a kind of references, and with that the addresses of all that chats refer to.
        reference_kind_update(ReferenceKindUpdateInput, "What to change.")
            -> ReferenceKindUpdatePayload { update, version of reference_kind_id }
        /// Deletes a kind of references to which no chat refers.
        reference_kind_delete(ReferenceKindDeleteInput, "The kind.")
            -> ReferenceKindDeletePayload { delete }
    }
}
