//! Which operators are there to be given a chat: those whose status is `ONLINE`, and who may answer it. This is
//! the only place that decides it.

use crate::session::operator_actor;
use std::collections::HashSet;
use switchboard_model::actor::Credential;
use switchboard_model::chat::Chat;
use switchboard_model::{OperatorId, Permission};
use switchboard_store::{DatabaseConnection, StoreError, operator_presence};

/// Those of the operators who are there now.
pub(crate) fn online(
    connection: &mut DatabaseConnection,
    ids: &[OperatorId],
) -> Result<HashSet<OperatorId>, StoreError> {
    if ids.is_empty() {
        return Ok(HashSet::new());
    }
    operator_presence::online(connection, ids)
}

/// May the operator answer the chat: they are active, may write to customers and see it. `is_in`: they take
/// part in it.
pub(crate) fn may_answer(
    connection: &mut DatabaseConnection,
    id: OperatorId,
    chat: &Chat,
    is_in: bool,
) -> Result<bool, StoreError> {
    let operator = operator_actor(connection, id, Credential::Console, None)?;
    Ok(operator.is_some_and(|operator| {
        let visible = operator.visible_chats();
        operator.has(Permission::ChatReply)
            && visible.is_some_and(|visible| visible.allows(chat, is_in))
    }))
}
