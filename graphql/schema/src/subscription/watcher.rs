//! Who watches one chat for what is never stored. Whether they may is looked at again each time, by the
//! permissions that they have then.

use crate::{noun::visible, types::chat::Chat};
use async_graphql::Result;
use std::sync::Arc;
use switchboard_desk::session;
use switchboard_graphql::{
    Api,
    errors::{coded, top_level},
};
use switchboard_model::{ChatId, Permission, actor::OperatorActor};

/// Somebody who watches a chat.
pub struct Watcher {
    pub api: Arc<Api>,
    pub chat_id: ChatId,
    operator: OperatorActor,
    /// What the credentials allow at most: a token may be cut to less than its operator's role.
    most: Vec<Permission>,
}

impl Watcher {
    /// Begins to watch a chat that is visible now.
    pub async fn open(api: Arc<Api>, operator: OperatorActor, chat_id: ChatId) -> Result<Self> {
        let most = operator.permissions().to_vec();
        let mut watcher = Self { api, chat_id, operator, most };
        match watcher.look().await? {
            Some(_) => Ok(watcher),
            None => Err(coded("NOT_FOUND", "There is no such chat.")),
        }
    }

    /// The operator, as they were at the last look.
    pub fn operator(&self) -> &OperatorActor {
        &self.operator
    }

    /// The chat, if they may see it now.
    pub async fn look(&mut self) -> Result<Option<Chat>> {
        let most = self.most.clone();
        let now =
            session::renewed(&self.api.desk, &self.operator, most).await.map_err(top_level)?;
        let Some(operator) = now.filter(|operator| operator.visible_chats().is_some()) else {
            return Ok(None);
        };
        self.operator = operator;
        let chats = visible::<Chat>(&self.api, &self.operator, [self.chat_id]).await?;
        Ok(chats.into_values().next())
    }
}
