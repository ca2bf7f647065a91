//! What of the chats of a batch the caller has not read.

use super::Relations;
use crate::{
    batch::{BatchRow, batch},
    caller::{operator, read},
    types::message::Message,
};
use async_graphql::{Context, Result};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::api::api;
use switchboard_model::{ChatId, chat};

type ReadCounts = HashMap<ChatId, i64>;

impl BatchRow<chat::Chat, Relations> {
    /// How many messages of each chat of the batch the caller has read.
    pub(super) async fn read_counts(&self, ctx: &Context<'_>) -> Result<Arc<ReadCounts>> {
        let operator_id = operator(ctx)?.operator_id;
        let load = || async {
            let ids = self.all(|row| row.chat_id);
            read(ctx, move |reader| reader.read_counts(&ids)).await
        };
        self.relations().read_counts.get(operator_id, load).await
    }

    /// How many messages of this chat are unread.
    pub(super) fn unread_count(&self, read: &ReadCounts) -> i64 {
        unread_count(self, read)
    }

    /// The first message of this chat that is unread.
    pub(super) async fn first_unread_message(&self, ctx: &Context<'_>) -> Result<Option<Message>> {
        let operator_id = operator(ctx)?.operator_id;
        let load = || async {
            let counts = self.read_counts(ctx).await?;
            let unread = self.all(|row| (row.chat_id, unread_count(row, &counts)));
            let unread: Vec<(ChatId, i64)> =
                unread.into_iter().filter(|(_, count)| *count > 0).collect();
            if unread.is_empty() {
                return Ok(HashMap::new());
            }
            let rows =
                api(ctx)?.read_related(move |related| related.oldest_of_newest(&unread)).await?;
            let messages = batch::<Message>(rows).into_iter();
            Ok(messages.map(|message| (message.0.chat_id, message)).collect())
        };
        let first = self.relations().first_unread.get(operator_id, load).await?;
        Ok(first.get(&self.chat_id).cloned())
    }
}

fn unread_count(chat: &chat::Chat, read: &ReadCounts) -> i64 {
    (chat.inbound_count - read.get(&chat.chat_id).copied().unwrap_or(0)).max(0)
}
