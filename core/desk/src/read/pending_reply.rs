//! Reads what an operator has said and what is not sent yet: their own, and nobody else's.

use super::Reader;
use crate::Result;
use switchboard_model::pending_reply::PendingReply;
use switchboard_model::{ChatId, PendingReplyId};
use switchboard_store::pending_reply;

impl Reader<'_> {
    /// The operator's pending replies in visible chats, the next to be sent first, at most `max`.
    pub fn own_pending_replies(&mut self, max: i64) -> Result<Vec<PendingReply>> {
        let operator_id = self.operator()?.operator_id;
        let rows = pending_reply::of_operator(self.related().connection, operator_id, max)?;
        self.in_visible_chats(rows, |row| Some(row.chat_id))
    }

    /// The operator's pending replies in chats that were handed out, the next to be sent first.
    pub fn pending_replies_of_chats(&mut self, ids: &[ChatId]) -> Result<Vec<PendingReply>> {
        let operator_id = self.operator()?.operator_id;
        Ok(pending_reply::of_chats(self.related().connection, operator_id, ids)?)
    }

    /// Those of these pending replies that are the operator's own, in visible chats.
    pub fn visible_pending_replies(&mut self, ids: &[PendingReplyId]) -> Result<Vec<PendingReply>> {
        let operator_id = self.operator()?.operator_id;
        let mut rows = self.related().pending_replies(ids)?;
        rows.retain(|row| row.operator_id == operator_id);
        self.in_visible_chats(rows, |row| Some(row.chat_id))
    }
}
