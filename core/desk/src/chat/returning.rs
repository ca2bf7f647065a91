//! Whose a chat is when it comes back from being closed. Called by whatever opens one again, before it does:
//! the customer's next message, and an operator.

use crate::session::operator_actor;
use switchboard_model::actor::Credential;
use switchboard_model::chat::Chat;
use switchboard_model::event::EventDetail;
use switchboard_model::{OperatorId, Permission};
use switchboard_store::{DatabaseConnection, StoreError};

/// A closed chat goes back to its operator, if they are active and may answer it without being assigned to
/// it; else it is nobody's, and queues. Answers who has lost it by that. An open chat stays as it is.
pub(crate) fn return_to_operator(
    connection: &mut DatabaseConnection,
    chat: &mut Chat,
) -> Result<Option<OperatorId>, StoreError> {
    let Some(operator_id) = chat.operator_id.filter(|_| !chat.status.is_open()) else {
        return Ok(None);
    };
    let operator = operator_actor(connection, operator_id, Credential::Console, None)?;
    let unassigned = Chat { operator_id: None, ..chat.clone() };
    let may_answer = operator.is_some_and(|operator| {
        let visible = operator.visible_chats();
        operator.has(Permission::ChatReply)
            && visible.is_some_and(|visible| visible.allows(&unassigned, false))
    });
    if may_answer {
        return Ok(None);
    }
    chat.operator_id = None;
    Ok(Some(operator_id))
}

/// What is told of a chat that was opened again: whose it is, and who has lost it.
pub(crate) fn reopened_detail(chat: &Chat, lost_by: Option<OperatorId>) -> EventDetail {
    EventDetail {
        operator_id: chat.operator_id.map(|id| id.0),
        operator_id_before: lost_by.map(|id| id.0),
        ..EventDetail::default()
    }
}
