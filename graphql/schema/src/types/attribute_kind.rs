//! Kinds of attributes: what is kept of contacts and chats beside what everybody has.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, MaybeUndefined, Object, Result};
use switchboard_desk::attribute_kind::{CreateInput, UpdateInput, create, delete, update};
use switchboard_desk::limits::ATTRIBUTE_KINDS_MAX;
use switchboard_graphql::{
    choice::Choice,
    cost, input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::AttributeKindId;
use switchboard_model::attribute_kind::{self, AttributeOwner, AttributeSubject, AttributeType};

batched!(AttributeKind of attribute_kind::AttributeKind, attribute_kind_id: AttributeKindId);

impl Noun for AttributeKind {
    const ROWS: Rows<Self> = |related, ids| related.attribute_kinds(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().attribute_kinds(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A kind of attribute was created, changed or deleted.
    AttributeKindEvent {
        /// The kind as it is now; absent when it was deleted.
        attribute_kind: AttributeKind
    }
}

/// A kind of attribute: what may stand under its key among the attributes of a contact or a chat.
#[object(id = attribute_kind_id)]
impl AttributeKind {
    /// What has it.
    fn subject(&self) -> Choice<AttributeSubject>;
    /// Its key among the `attributes`, unique.
    fn key(&self) -> &str;
    /// The name to show.
    fn name(&self) -> &str;
    /// What its values are.
    fn value_type(&self) -> Choice<AttributeType>;

    /// What can be chosen; empty for other types than `CHOICE`.
    async fn choices(&self) -> Vec<String> {
        self.0.choices.clone()
    }

    /// A regular expression that the whole of a text matches; absent where any text will do.
    fn pattern(&self) -> Option<&str>;
    /// Who writes its values.
    fn owner(&self) -> Choice<AttributeOwner>;
    /// Do the filters of chats and contacts name it.
    fn is_filterable(&self) -> bool;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct AttributeKindQuery;

/// The kinds of attributes.
#[Object]
impl AttributeKindQuery {
    /// The kinds of attributes, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn attribute_kinds(&self, ctx: &Context<'_>) -> Result<Vec<AttributeKind>> {
        Ok(batch(read(ctx, |reader| reader.attribute_kinds(ATTRIBUTE_KINDS_MAX)).await?))
    }
}

input! {
    /// A new kind of attribute.
    AttributeKindCreateInput into CreateInput {
        /// What has it; absent: contacts.
        subject: Option<Choice<AttributeSubject>>,
        /// Its key among the attributes: small letters, digits and underscores; unique, and stays.
        key: String,
        /// The name to show.
        name: String,
        /// What its values are.
        value_type: Choice<AttributeType>,
        /// What can be chosen, for the type `CHOICE`.
        choices: Option<Vec<String>>,
        /// A regular expression that the whole of a text matches, for the type `TEXT`.
        pattern: Option<String>,
        /// Who writes its values; absent: operators.
        owner: Option<Choice<AttributeOwner>>,
        /// Do the filters of chats and contacts name it, of which there are at most 20; absent: no.
        is_filterable: Option<bool>,
    }

    /// What to change of a kind of attribute. Absent keeps, null clears. Values that are there stay.
    AttributeKindUpdateInput into UpdateInput {
        /// The kind.
        attribute_kind_id: Id<AttributeKindId>,
        /// The name to show.
        name: Option<String>,
        /// What can be chosen from now on.
        choices: Option<Vec<String>>,
        /// A regular expression that the whole of a text matches from now on.
        pattern: MaybeUndefined<String>,
        /// Who writes its values from now on.
        owner: Option<Choice<AttributeOwner>>,
        /// Do the filters of chats and contacts name it from now on. What was saved before is asked as it stands.
        is_filterable: Option<bool>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The kind of attribute to delete.
    AttributeKindDeleteInput of AttributeKindId {
        /// The kind.
        attribute_kind_id
    }
}

payload!(AttributeKindCreatePayload, "The result of creating a kind of attribute.", attribute_kind: AttributeKind, "The kind; absent when it was not created.");
payload!(AttributeKindUpdatePayload, "The result of changing a kind of attribute.", attribute_kind: AttributeKind, "The kind as it is now; absent when it was not changed.");
payload!(AttributeKindDeletePayload, "The result of deleting a kind of attribute.", deleted_id: ID, "The id of the kind; absent when it was not deleted.");

mutations! {
    /// What is done with a kind of attribute.
    AttributeKindMutation {
        /// Creates a kind of attribute.
        attribute_kind_create(AttributeKindCreateInput, "The kind.")
            -> AttributeKindCreatePayload { create }
        /// Changes a kind of attribute.
        attribute_kind_update(AttributeKindUpdateInput, "What to change.")
            -> AttributeKindUpdatePayload { update, version of attribute_kind_id }
        /// Deletes a kind of attribute: contacts and chats keep what stands under its key.
        attribute_kind_delete(AttributeKindDeleteInput, "The kind.")
            -> AttributeKindDeletePayload { delete }
    }
}
