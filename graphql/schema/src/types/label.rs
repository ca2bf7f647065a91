//! Labels: marks that operators put on chats.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    relation::ToOne,
    types::event::event,
};
use async_graphql::{Context, ID, Object, Result};
use switchboard_desk::chat::{
    label::{CreateInput, UpdateInput, create, delete, update},
    merge_label::{MergeInput, merge},
};
use switchboard_graphql::{
    choice::Choice,
    cost, input, object, payload,
    scalars::{DateTime, Id},
};
use switchboard_model::{LabelId, chat, limits::LABELS_MAX};

batched!(Label of chat::Label, label_id: LabelId, Relations);

#[derive(Default)]
pub struct Relations {
    merged_into: ToOne<Label>,
}

impl Noun for Label {
    const ROWS: Rows<Self> = |related, ids| related.labels(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().labels(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A label was created, changed, merged into another one or deleted.
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

    /// The label that it is being merged into: its chats get that one, and it is deleted after that. Absent for
    /// others.
    async fn merged_into(&self, ctx: &Context<'_>) -> Result<Option<Label>> {
        self.0.one(ctx, |of| &of.merged_into, |row| row.merged_into_id).await
    }

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

    /// Which label becomes which.
    LabelMergeInput into MergeInput {
        /// The label that will be gone.
        label_id: Id<LabelId>,
        /// The label that stays: one of the active ones.
        into_label_id: Id<LabelId>,
    }

    /// The label to delete.
    LabelDeleteInput of LabelId {
        /// The label.
        label_id
    }
}

payload!(LabelCreatePayload, "The result of creating a label.", label: Label, "The label; absent when it was not created.");
payload!(LabelUpdatePayload, "The result of changing a label.", label: Label, "The label as it is now; absent when it was not changed.");
payload!(LabelMergePayload, "The result of merging a label into another one.", label: Label, "The label that stays; absent when nothing is merged.");
payload!(LabelDeletePayload, "The result of deleting a label.", deleted_id: ID, "The id of the label; absent when it was not deleted.");

mutations! {
    /// What is done with a label.
    LabelMutation {
        /// Creates a label.
        label_create(LabelCreateInput, "The label.") -> LabelCreatePayload { create }
        /// Changes a label. Chats keep it.
        label_update(LabelUpdateInput, "What to change.")
            -> LabelUpdatePayload { update, version of label_id }
        /// Merges a label into another one: its chats get that one, what asks for it asks for that one, and it is
        /// deleted after that. It goes on by itself.
        label_merge(LabelMergeInput, "Which label becomes which.") -> LabelMergePayload { merge }
        /// Deletes a label: no chat has it any more.
        label_delete(LabelDeleteInput, "The label.") -> LabelDeletePayload { delete }
    }
}
