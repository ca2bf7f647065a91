//! What is done with a close reason.

use crate::{mutation::call::mutations, types::close_reason::CloseReason};

use switchboard_desk::close_reason::{self, CreateInput, UpdateInput};
use switchboard_graphql::{input, payload, scalars::Id};
use switchboard_model::CloseReasonId;

input! {
    /// A new close reason.
    CloseReasonCreateInput into CreateInput {
        /// The text.
        name: String,
    }
}

input! {
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
            -> CloseReasonCreatePayload { close_reason::create }
        /// Changes a reason for closing chats.
        close_reason_update(CloseReasonUpdateInput, "What to change.")
            -> CloseReasonUpdatePayload { close_reason::update }
    }
}
