//! Labels: marks that operators put on chats.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::chat::label::{CreateInput, UpdateInput, create, delete, update};
use switchboard_graphql::{
    choice::Choice,
    cost, input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{LabelId, chat, limits::LABELS_MAX};

batched!(Label of chat::Label, label_id: LabelId);

impl Noun for Label {
    const ROWS: Rows<Self> = |related, ids| related.labels(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().labels(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A label was created, changed or deleted.
    LabelEvent {
        /// The label as it is now; absent when it was deleted: take it off your chats.
        label: Label
    }
}

/// A mark that operators put on chats.
#[object(id = label_id)]
impl Label {
    /// The name, unique.
    fn name(&self) -> &str;
    /// The colour it is shown in.
    fn color(&self) -> Choice<chat::LabelColor>;
    /// Can it be put on chats. One that cannot stays on those that have it.
    fn is_active(&self) -> bool;
    /// Counts every change, from 1: pass it as `expectedVersion`.
    fn version(&self) -> i64;
    /// When it was made.
    fn created_at(&self) -> DateTime;
}

#[derive(Default)]
pub struct LabelQuery;

/// The labels.
#[Object]
impl LabelQuery {
    /// The labels, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn labels(&self, ctx: &Context<'_>) -> Result<Vec<Label>> {
        Ok(batch(read(ctx, |reader| reader.labels(LABELS_MAX)).await?))
    }
}

input! {
    /// A new label.
    LabelCreateInput into CreateInput {
        /// The name, unique.
        name: String,
        /// The colour it is shown in; absent: grey.
        color: Option<Choice<chat::LabelColor>>,
    }

    /// What to change of a label. Absent keeps.
    LabelUpdateInput into UpdateInput {
        /// The label.
        label_id: Id<LabelId>,
        /// The name, unique.
        name: Option<String>,
        /// The colour it is shown in.
        color: Option<Choice<chat::LabelColor>>,
        /// Can it be put on chats.
        is_active: Option<bool>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The label to delete.
    LabelDeleteInput of LabelId {
        /// The label.
        label_id
    }
}

payload!(LabelCreatePayload, "The result of creating a label.", label: Label, "The label; absent when it was not created.");
payload!(LabelUpdatePayload, "The result of changing a label.", label: Label, "The label as it is now; absent when it was not changed.");
payload!(LabelDeletePayload, "The result of deleting a label.", deleted_id: ID, "The id of the label; absent when it was not deleted.");

mutations! {
    /// What is done with a label.
    LabelMutation {
        /// Creates a label.
        label_create(LabelCreateInput, "The label.") -> LabelCreatePayload { create }
        /// Changes a label. Chats keep it.
        label_update(LabelUpdateInput, "What to change.")
            -> LabelUpdatePayload { update, version of label_id }
        /// Deletes a label: no chat has it any more.
        label_delete(LabelDeleteInput, "The label.") -> LabelDeletePayload { delete }
    }
}
