//! Reasons for closing a chat.

use crate::{
    batch::{batch, batched},
    caller::read,
    mutation::call::mutations,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use async_graphql::{Context, Object, Result};
use switchboard_desk::{
    close_reason::{CreateInput, UpdateInput, create, update},
    limits::CLOSE_REASONS_MAX,
};
use switchboard_graphql::{cost, input, object, payload, scalars::Id};
use switchboard_model::{CloseReasonId, chat};

batched!(CloseReason of chat::CloseReason, close_reason_id: CloseReasonId);

impl Noun for CloseReason {
    const ROWS: Rows<Self> = |related, ids| related.close_reasons(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.related().close_reasons(ids);
    const IS_TOLD: IsTold = |_, _| true;
}

event! {
    /// A close reason was created or changed.
    CloseReasonEvent {
        /// The close reason as it is now.
        close_reason: CloseReason
    }
}

/// Why chats are closed: one entry of the admins' list.
#[object(id = close_reason_id)]
impl CloseReason {
    /// The text.
    fn name(&self) -> &str;
    /// Can it be chosen for new closings.
    fn is_active(&self) -> bool;
}

#[derive(Default)]
pub struct CloseReasonQuery;

/// The close reasons.
#[Object]
impl CloseReasonQuery {
    /// The reasons for closing a chat, by name.
    #[graphql(complexity = "cost::list(20, child_complexity)")]
    async fn close_reasons(&self, ctx: &Context<'_>) -> Result<Vec<CloseReason>> {
        Ok(batch(read(ctx, |reader| reader.close_reasons(CLOSE_REASONS_MAX)).await?))
    }
}

input! {
    /// A new close reason.
    CloseReasonCreateInput into CreateInput {
        /// The text.
        name: String,
    }

    /// What to change of a close reason. Absent keeps.
    CloseReasonUpdateInput into UpdateInput {
        /// The close reason.
        close_reason_id: Id<CloseReasonId>,
        /// The text.
        name: Option<String>,
        /// Can it be chosen for new closings.
        is_active: Option<bool>,
    }
}

payload!(CloseReasonCreatePayload, "The result of creating a close reason.", close_reason: CloseReason, "The close reason; absent when it was not created.");
payload!(CloseReasonUpdatePayload, "The result of changing a close reason.", close_reason: CloseReason, "The close reason as it is now; absent when it was not changed.");

mutations! {
    /// What is done with a close reason.
    CloseReasonMutation {
        /// Creates a reason for closing chats.
        close_reason_create(CloseReasonCreateInput, "The close reason.")
            -> CloseReasonCreatePayload { create }
        /// Changes a reason for closing chats.
        close_reason_update(CloseReasonUpdateInput, "What to change.")
            -> CloseReasonUpdatePayload { update }
    }
}
