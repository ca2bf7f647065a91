//! The company's own attributes of the chats of a batch, read once for all of them.

use super::Relations;
use crate::batch::BatchRow;
use async_graphql::{Context, Result};
use serde_json::Value;
use switchboard_graphql::{api::api, scalars::Json};
use switchboard_model::{ChatId, chat};

impl BatchRow<chat::Chat, Relations> {
    /// Those of this chat.
    pub(super) async fn own_attributes(&self, ctx: &Context<'_>) -> Result<Json> {
        let load = || async {
            let ids: Vec<ChatId> = self.all(|row| row.chat_id);
            api(ctx)?.read_related(move |related| related.attributes_of_chats(&ids)).await
        };
        let all = self.relations().attributes.get(load).await?;
        Ok(Json(Value::Object(all.get(&self.chat_id).cloned().unwrap_or_default())))
    }
}
