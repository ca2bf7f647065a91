//! A reason for closing a chat.

use crate::{
    batch::batched,
    noun::{IsTold, Noun, Rows, Visible},
    types::event::event,
};
use switchboard_graphql::object;
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
