//! Applies the status table to a chat, with all that follows from it: since when it waits, when it was
//! closed, which round begins.

use crate::Result;
use switchboard_model::actor::AuthorKind;
use switchboard_model::chat::{Chat, ChatStatus, WaitingOn};
use switchboard_model::event::EventDetail;
use switchboard_model::status::{ChatState, ChatTransition, next_state};
use switchboard_model::{OperatorId, Timestamp};
use switchboard_store::{DatabaseConnection, StoreError, Transaction, chat, participant};

/// Is an operator assigned to the chat or in it. Asks the database only where the row cannot tell.
pub(crate) fn is_staffed(
    connection: &mut DatabaseConnection,
    chat: &Chat,
) -> Result<bool, StoreError> {
    if chat.operator_id.is_some() {
        return Ok(true);
    }
    // A chat leaves NEW by being staffed, and comes back to it when all have left.
    Ok(chat.status != ChatStatus::New && participant::is_any_in(connection, chat.chat_id)?)
}

/// What an act did to a status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct StatusChange {
    pub(crate) before: ChatStatus,
    pub(crate) after: ChatStatus,
}

impl StatusChange {
    /// Came the chat back from being closed.
    pub(crate) fn is_reopening(self) -> bool {
        !self.before.is_open() && self.after.is_open()
    }

    /// The statuses in an event's detail, where they differ.
    pub(crate) fn detail(self, detail: EventDetail) -> EventDetail {
        if self.before == self.after {
            return detail;
        }
        EventDetail {
            status_before: Some(self.before.as_str().to_owned()),
            status_after: Some(self.after.as_str().to_owned()),
            ..detail
        }
    }
}

/// Lets an act happen to the chat; the row is not written.
pub(crate) fn apply(
    chat: &mut Chat,
    act: ChatTransition,
    is_staffed: bool,
    now: Timestamp,
) -> Result<StatusChange> {
    let before = chat.status;
    let waiting_on = if before.is_open() { chat.waiting_on } else { chat.waiting_on_when_open() };
    let state = ChatState { status: before, waiting_on };
    let next = next_state(state, act, is_staffed)?;
    // A customer is silent since the last answer, and waits since the first word that has none.
    let is_answered_again =
        act == ChatTransition::OperatorReplied && next.waiting_on == WaitingOn::Customer;
    if next.waiting_on != chat.waiting_on || is_answered_again {
        chat.waiting_on = next.waiting_on;
        chat.waiting_since = (next.waiting_on != WaitingOn::Nobody).then_some(now);
    }
    chat.status = next.status;
    let change = StatusChange { before, after: next.status };
    if change.is_reopening() {
        chat.round += 1;
        chat.closed_at = None;
        chat.close_reason_id = None;
    }
    if before.is_open() && !next.status.is_open() {
        chat.closed_at = Some(now);
    }
    Ok(change)
}

/// Counts a change of the row.
pub(crate) fn touch(chat: &mut Chat, now: Timestamp) {
    chat.version += 1;
    chat.updated_at = now;
}

/// Writes a changed chat.
pub(crate) fn save(transaction: &mut Transaction<'_>, chat: &mut Chat) -> Result<(), StoreError> {
    touch(chat, transaction.now());
    chat::update(transaction, chat)
}

/// The operator comes into the chat, and takes it when it is nobody's. Answers whether anything
/// changed.
pub(crate) fn add_participant(
    transaction: &mut Transaction<'_>,
    chat: &mut Chat,
    operator_id: OperatorId,
) -> Result<bool, StoreError> {
    let now = transaction.now();
    let is_new = participant::join(transaction, chat.chat_id, operator_id, now)?;
    let is_taken = chat.operator_id.is_none();
    if is_taken {
        chat.operator_id = Some(operator_id);
    }
    Ok(is_new || is_taken)
}

/// The detail of an event about an operator.
pub(crate) fn operator_detail(operator_id: OperatorId) -> EventDetail {
    EventDetail { operator_id: Some(operator_id.0), ..EventDetail::default() }
}

/// The operator's id, where one acts.
pub(crate) fn operator_id(author: (AuthorKind, Option<i64>)) -> Option<OperatorId> {
    match author {
        (AuthorKind::Operator, Some(id)) => Some(OperatorId(id)),
        _ => None,
    }
}
