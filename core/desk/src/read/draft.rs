//! Reads an operator's own drafts, and nobody else's.

use super::Reader;
use crate::Result;
use switchboard_model::draft::{Draft, DraftKind};
use switchboard_model::{ChatId, DraftId};
use switchboard_store::draft;

impl Reader<'_> {
    /// The operator's drafts in visible chats, saved last first, at most `max`.
    pub fn own_drafts(&mut self, max: i64) -> Result<Vec<Draft>> {
        let operator_id = self.operator()?.operator_id;
        let rows = draft::of_operator(self.related().connection, operator_id, max)?;
        self.in_visible_chats(rows, |row| Some(row.chat_id))
    }

    /// The operator's drafts of a kind in chats that were handed out.
    pub fn drafts_of_chats(&mut self, kind: DraftKind, ids: &[ChatId]) -> Result<Vec<Draft>> {
        let operator_id = self.operator()?.operator_id;
        Ok(draft::of_chats(self.related().connection, operator_id, kind, ids)?)
    }

    /// Those of these drafts that are the operator's own, in visible chats.
    pub fn visible_drafts(&mut self, ids: &[DraftId]) -> Result<Vec<Draft>> {
        let operator_id = self.operator()?.operator_id;
        let mut rows = self.related().drafts(ids)?;
        rows.retain(|row| row.operator_id == operator_id);
        self.in_visible_chats(rows, |row| Some(row.chat_id))
    }
}
