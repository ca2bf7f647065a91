//! How their customers rated the chats of a batch, read once for all of them.

use super::Relations;
use crate::batch::BatchRow;
use async_graphql::{Context, Result, SimpleObject};
use std::{collections::HashMap, sync::Arc};
use switchboard_graphql::{api::api, scalars::DateTime};
use switchboard_model::{ChatId, chat};

/// How the customer rated a round of a chat.
#[derive(Clone, SimpleObject)]
pub struct ChatRating {
    /// Which round of the chat.
    round: i64,
    /// 1 to 5, the best.
    score: i64,
    /// In the customer's words; absent when they said no more.
    comment: Option<String>,
    /// When it was said, last.
    rated_at: DateTime,
}

impl BatchRow<chat::Chat, Relations> {
    /// The ratings of the chats of the batch.
    pub(super) async fn ratings(
        &self,
        ctx: &Context<'_>,
    ) -> Result<Arc<HashMap<ChatId, Vec<ChatRating>>>> {
        let load = || async {
            let ids: Vec<ChatId> = self.all(|row| row.chat_id);
            let read = api(ctx)?.read_related(move |related| related.ratings_of_chats(&ids));
            let mut all: HashMap<ChatId, Vec<ChatRating>> = HashMap::new();
            for row in read.await? {
                all.entry(row.chat_id).or_default().push(ChatRating {
                    round: row.round,
                    score: row.score,
                    comment: row.comment,
                    rated_at: DateTime(row.rated_at),
                });
            }
            Ok(all)
        };
        self.relations().ratings.get(load).await
    }
}
