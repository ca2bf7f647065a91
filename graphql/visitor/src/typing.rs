//! That somebody of the company types in a chat of the visitor's. Every listener hears of all chats, so what is of
//! others is passed over without asking the database each time.

use crate::access::Visitor;
use async_graphql::{Context, ID, Object, Result};
use futures::{Stream, stream};
use std::sync::Arc;
use switchboard_desk::read::Related;
use switchboard_desk::signals::{Ephemeral, Listener};
use switchboard_graphql::{Api, api::api, limits::OWN_CHAT_KNOWN_MS, scalars::DateTime};
use switchboard_model::{AuthorKind, ChatId, OperatorId, Timestamp};

/// Somebody of the company types, or stopped.
#[derive(Clone)]
pub struct VisitorTyping {
    chat_id: ChatId,
    operator_id: Option<OperatorId>,
    is_typing: bool,
    expires_at: Timestamp,
}

/// Somebody of the company types, or stopped.
#[Object]
impl VisitorTyping {
    /// The id of the chat that it is in.
    async fn chat_id(&self) -> ID {
        self.chat_id.into()
    }

    /// The name of who types; absent where nobody is known.
    async fn operator_name(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        let Some(id) = self.operator_id else { return Ok(None) };
        let read = move |related: &mut Related<'_>| related.operators(&[id]);
        Ok(api(ctx)?.read_related(read).await?.pop().map(|operator| operator.name))
    }

    /// Types, or stopped.
    async fn is_typing(&self) -> bool {
        self.is_typing
    }

    /// Until when this is true, unless it is told again.
    async fn expires_at(&self) -> DateTime {
        DateTime(self.expires_at)
    }
}

struct Watch {
    api: Arc<Api>,
    visitor: Visitor,
    listener: Listener,
    known: Option<Known>,
}

/// Which chats were the visitor's own, and when that was looked up.
struct Known {
    chat_ids: Vec<ChatId>,
    at: Timestamp,
}

impl Known {
    /// Is it new enough to say that this chat is another one's.
    fn rules_out(&self, chat_id: ChatId, now: Timestamp) -> bool {
        let is_new = (0..OWN_CHAT_KNOWN_MS).contains(&now.since_ms(self.at));
        is_new && !self.chat_ids.contains(&chat_id)
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
            let Ephemeral::Typing { chat_id, author_kind, author_id, is_on } = signal.ephemeral
            else {
                continue;
            };
            if author_kind == AuthorKind::Operator && self.is_own(chat_id).await? {
                return Ok(Some(VisitorTyping {
                    chat_id,
                    operator_id: author_id.map(OperatorId),
                    is_typing: is_on,
                    expires_at: signal.expires_at,
                }));
            }
        }
    }

    /// What is told is always looked up: the chat may have gone to somebody else.
    async fn is_own(&mut self, chat_id: ChatId) -> Result<bool> {
        let now = self.api.desk.now();
        if self.known.as_ref().is_some_and(|known| known.rules_out(chat_id, now)) {
            return Ok(false);
        }
        let actor = self.visitor.context.actor.clone();
        let chat_ids = self.api.read(actor, |reader| reader.visitor_chat_ids()).await?;
        let is_own = chat_ids.contains(&chat_id);
        self.known = Some(Known { chat_ids, at: now });
        Ok(is_own)
    }
}
