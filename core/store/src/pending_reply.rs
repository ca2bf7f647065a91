//! The table of pending replies: what operators have said and what is not sent yet.

use crate::error::one_changed;
use crate::schema::pending_replies;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::pending_reply::{PendingReply, PendingReplyState};
use switchboard_model::{ChatId, OperatorId, PendingReplyId};

queries!(PendingReply in pending_replies by pending_reply_id: PendingReplyId copied {
    get, find, by_ids, insert, delete,
});

/// All pending replies in a chat.
pub fn of_chat(connection: &mut DatabaseConnection, id: ChatId) -> Result<Vec<PendingReply>> {
    let of_chat = PendingReply::query().filter(pending_replies::chat_id.eq(id));
    Ok(of_chat.order(pending_replies::pending_reply_id).load(connection)?)
}

/// The operator's pending replies in these chats, the next to be sent first.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    ids: &[ChatId],
) -> Result<Vec<PendingReply>> {
    Ok(PendingReply::query()
        .filter(pending_replies::chat_id.eq_any(ids))
        .filter(pending_replies::operator_id.eq(operator_id))
        .order((pending_replies::release_at, pending_replies::pending_reply_id))
        .load(connection)?)
}

/// The operator's pending replies, the next to be sent first, at most `limit`.
pub fn of_operator(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    limit: i64,
) -> Result<Vec<PendingReply>> {
    Ok(PendingReply::query()
        .filter(pending_replies::operator_id.eq(operator_id))
        .order((pending_replies::release_at, pending_replies::pending_reply_id))
        .limit(limit)
        .load(connection)?)
}

/// How many pending replies the operator has.
pub fn count_of(connection: &mut DatabaseConnection, operator_id: OperatorId) -> Result<i64> {
    let own = pending_replies::table.filter(pending_replies::operator_id.eq(operator_id));
    Ok(own.count().get_result(connection)?)
}

/// Notes that it could not be sent, and why.
pub fn set_returned(
    connection: &mut DatabaseConnection,
    id: PendingReplyId,
    code: &str,
    message: &str,
) -> Result<()> {
    let returned = (
        pending_replies::state.eq(PendingReplyState::Returned),
        pending_replies::error_code.eq(code),
        pending_replies::error_message.eq(message),
    );
    let update = diesel::update(pending_replies::table.find(id)).set(returned);
    one_changed(update.execute(connection)?)
}
