//! The table of forwards: offers of chats.

use crate::error::one_changed;
use crate::schema::forwards;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::forward::{Forward, ForwardState};
use switchboard_model::{ChatId, ForwardId, Timestamp};

queries!(Forward in forwards by forward_id: ForwardId {
    find,
    /// A second open offer of a chat is a conflict.
    insert,
});

/// The open offers of these chats, one of each at most.
pub fn offered(connection: &mut DatabaseConnection, chat_ids: &[ChatId]) -> Result<Vec<Forward>> {
    Ok(Forward::query()
        .filter(forwards::chat_id.eq_any(chat_ids))
        .filter(forwards::state.eq(ForwardState::Offered))
        .load(connection)?)
}

/// The last offer of a chat, however it stands.
pub fn last_of_chat(connection: &mut DatabaseConnection, id: ChatId) -> Result<Option<Forward>> {
    Ok(Forward::query()
        .filter(forwards::chat_id.eq(id))
        .order(forwards::forward_id.desc())
        .first(connection)
        .optional()?)
}

/// An open offer has ended like this.
pub fn settle(
    connection: &mut DatabaseConnection,
    id: ForwardId,
    state: ForwardState,
    at: Timestamp,
) -> Result<()> {
    let open = forwards::table.find(id).filter(forwards::state.eq(ForwardState::Offered));
    let ended = (forwards::state.eq(state), forwards::settled_at.eq(Some(at)));
    one_changed(diesel::update(open).set(ended).execute(connection)?)
}
