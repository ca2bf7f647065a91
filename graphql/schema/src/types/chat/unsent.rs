//! What the caller writes in the chats of a batch, and what of it is not sent yet.

use super::Relations;
use crate::{
    batch::{BatchRow, batch},
    caller::{operator, read},
    types::{draft::Draft, pending_reply::PendingReply},
};
use async_graphql::{Context, Result};
use std::collections::HashMap;
use switchboard_model::{ChatId, chat, draft::DraftKind};

impl BatchRow<chat::Chat, Relations> {
    /// The caller's draft in this chat.
    pub(super) async fn own_draft(
        &self,
        ctx: &Context<'_>,
        kind: DraftKind,
    ) -> Result<Option<Draft>> {
        let operator_id = operator(ctx)?.operator_id;
        let load = || async {
            let ids = self.all(|row| row.chat_id);
            let rows = read(ctx, move |reader| reader.drafts_of_chats(kind, &ids)).await?;
            let drafts: Vec<Draft> = batch(rows);
            Ok(drafts.into_iter().map(|draft| (draft.0.chat_id, draft)).collect())
        };
        let drafts = self.relations().drafts.get((operator_id, kind), load).await?;
        Ok(drafts.get(&self.chat_id).cloned())
    }

    /// What the caller has said in this chat and what is not sent yet.
    pub(super) async fn own_pending_replies(&self, ctx: &Context<'_>) -> Result<Vec<PendingReply>> {
        let operator_id = operator(ctx)?.operator_id;
        let load = || async {
            let ids = self.all(|row| row.chat_id);
            let rows = read(ctx, move |reader| reader.pending_replies_of_chats(&ids)).await?;
            let mut of_chats: HashMap<ChatId, Vec<PendingReply>> = HashMap::new();
            for pending in batch::<PendingReply>(rows) {
                of_chats.entry(pending.0.chat_id).or_default().push(pending);
            }
            Ok(of_chats)
        };
        let of_chats = self.relations().pending_replies.get(operator_id, load).await?;
        Ok(of_chats.get(&self.chat_id).cloned().unwrap_or_default())
    }
}
