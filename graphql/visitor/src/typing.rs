//! That somebody of the company types in the visitor's chat. Every listener hears of all chats, so what is of
//! others is passed over without asking the database each time.

use crate::access::{Visitor, own_chat};
use async_graphql::{Result, SimpleObject};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::signals::{Ephemeral, Listener};
use switchboard_graphql::{Api, limits::OWN_CHAT_KNOWN_MS, scalars::DateTime};
use switchboard_model::{AuthorKind, ChatId, Timestamp};

/// Somebody of the company types, or stopped.
#[derive(Clone, SimpleObject)]
pub struct VisitorTyping {
    /// Types, or stopped.
    is_typing: bool,
    /// Until when this is true, unless it is told again.
    expires_at: DateTime,
}

struct Watch {
    api: Arc<Api>,
    visitor: Visitor,
    listener: Listener,
    known: Option<Known>,
}

/// Which chat was the visitor's own, and when that was looked up.
#[derive(Clone, Copy)]
struct Known {
    chat_id: Option<ChatId>,
    at: Timestamp,
}

impl Known {
    /// Is it new enough to say that this chat is another one's.
    fn rules_out(self, chat_id: ChatId, now: Timestamp) -> bool {
        let is_new = (0..OWN_CHAT_KNOWN_MS).contains(&now.since_ms(self.at));
        is_new && self.chat_id != Some(chat_id)
    }
}

/// From now on.
pub fn typing(
    api: Arc<Api>,
    visitor: Visitor,
) -> impl Stream<Item = Result<VisitorTyping>> + use<> {
    let listener = api.desk.signals().listen();
    let watch = Watch { api, visitor, listener, known: None };
    stream::try_unfold(watch, |mut watch| async move {
        Ok(watch.next().await?.map(|typing| (typing, watch)))
    })
}

impl Watch {
    async fn next(&mut self) -> Result<Option<VisitorTyping>> {
        loop {
            let Some(signal) = self.listener.next().await else { return Ok(None) };
            let Ephemeral::Typing { chat_id, author_kind, is_on, .. } = signal.ephemeral else {
                continue;
            };
            if author_kind == AuthorKind::Operator && self.is_own(chat_id).await? {
                let expires_at = DateTime(signal.expires_at);
                return Ok(Some(VisitorTyping { is_typing: is_on, expires_at }));
            }
        }
    }

    /// What is told is always looked up: the chat may have gone to somebody else.
    async fn is_own(&mut self, chat_id: ChatId) -> Result<bool> {
        let now = self.api.desk.now();
        if self.known.is_some_and(|known| known.rules_out(chat_id, now)) {
            return Ok(false);
        }
        let own = own_chat(&self.api, &self.visitor).await?.map(|chat| chat.chat_id);
        self.known = Some(Known { chat_id: own, at: now });
        Ok(own == Some(chat_id))
    }
}
