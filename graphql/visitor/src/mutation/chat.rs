//! What a visitor does with their chat: read it, say what it is about, rate it, type in it.

use crate::{
    access::visitor,
    chat::VisitorChat,
    cursor::{EventCursor, outcome},
};
use async_graphql::{Context, ID, InputObject, Object, Result, SimpleObject};
use switchboard_desk::visitor::{
    rate::{RateInput, rate},
    read::read,
    set_reference::{SetReferenceInput, set_reference},
    typing::{TypingInput, typing},
};
use switchboard_graphql::{api::api, errors::top_level, payload, plain::Plain, scalars::Id};
use switchboard_model::{ChatId, MessageId};

/// Up to where you have read.
#[derive(Clone, InputObject)]
pub struct ChatMarkReadInput {
    /// Returned in the payload: reading twice changes nothing.
    client_mutation_id: Option<String>,
    /// The newest message that you have seen.
    message_id: Id<MessageId>,
}

/// What your chat is about.
#[derive(Clone, InputObject)]
pub struct ChatSetReferenceInput {
    /// Returned in the payload: the same again changes nothing.
    client_mutation_id: Option<String>,
    /// In which of your chats; absent: the one in which something was said last.
    chat_id: Option<Id<ChatId>>,
    /// The key of its kind, as the company named it.
    kind: String,
    /// Its id in the company's own product.
    external_id: String,
    /// What it is called there.
    title: Option<String>,
}

/// How your chat was.
#[derive(Clone, InputObject)]
pub struct ChatRateInput {
    /// Returned in the payload: rating twice alike changes nothing.
    client_mutation_id: Option<String>,
    /// Which of your chats; absent: the one in which something was said last.
    chat_id: Option<Id<ChatId>>,
    /// 1 to 5, the best.
    score: i64,
    /// In your words, at most 2000 characters.
    comment: Option<String>,
}

/// That you type, or stopped.
#[derive(Clone, InputObject)]
pub struct TypingSetInput {
    /// Returned in the payload; typing is never stored.
    client_mutation_id: Option<String>,
    /// In which of your chats; absent: the one in which something was said last.
    chat_id: Option<Id<ChatId>>,
    /// Type, or stopped. It ends by itself after 8 seconds.
    is_typing: bool,
    /// What is typed so far, where the company shows that to its operators; never stored.
    preview: Option<String>,
}

payload!(cursor = EventCursor; ChatMarkReadPayload, "The result of reading.", message_id: ID, "The message up to which you have read; absent when there is none.");

payload!(cursor = EventCursor; ChatSetReferencePayload, "The result of saying what your chat is about.", chat: VisitorChat, "The chat; absent when it could not be set.");
payload!(cursor = EventCursor; ChatRatePayload, "The result of rating.", chat: VisitorChat, "The chat; absent when it was not rated.");

/// The result of telling that you type.
#[derive(Clone, SimpleObject)]
pub struct TypingSetPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
}

#[derive(Default)]
pub struct ChatMutation;

/// What a visitor does in their chat.
#[Object]
impl ChatMutation {
    /// Tells up to where you have read.
    async fn chat_mark_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Up to where.")] input: ChatMarkReadInput,
    ) -> Result<ChatMarkReadPayload> {
        let visitor = visitor(ctx)?;
        let (api, id) = (api(ctx)?, input.message_id.0);
        let done = read(&api.desk, &visitor.context, id).await;
        let actor = &visitor.context.actor;
        let (read, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        Ok(ChatMarkReadPayload::of(outcome, read.map(|()| id.into())))
    }

    /// Says what your chat is about, where the page has signed you in.
    async fn chat_set_reference(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What.")] input: ChatSetReferenceInput,
    ) -> Result<ChatSetReferencePayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let ChatSetReferenceInput { client_mutation_id, chat_id, kind, external_id, title } = input;
        let chat_id = chat_id.plain();
        let command = SetReferenceInput { chat_id, kind, external_id, title };
        let done = set_reference(&api.desk, &visitor.context, command).await;
        let actor = &visitor.context.actor;
        let (row, outcome) = outcome(api, actor, client_mutation_id, done)?;
        Ok(ChatSetReferencePayload::of(outcome, row.map(VisitorChat::of)))
    }

    /// Rates your chat, for 14 days after it was closed. Said again, it is over what you said before.
    async fn chat_rate(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "How it was.")] input: ChatRateInput,
    ) -> Result<ChatRatePayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let chat_id = input.chat_id.plain();
        let command = RateInput { chat_id, score: input.score, comment: input.comment };
        let done = rate(&api.desk, &visitor.context, command).await;
        let actor = &visitor.context.actor;
        let (row, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        Ok(ChatRatePayload::of(outcome, row.map(VisitorChat::of)))
    }

    /// Tells that you type, or stopped. Never stored.
    async fn typing_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What.")] input: TypingSetInput,
    ) -> Result<TypingSetPayload> {
        let visitor = visitor(ctx)?;
        let chat_id = input.chat_id.plain();
        let command = TypingInput { chat_id, is_on: input.is_typing, preview: input.preview };
        typing(&api(ctx)?.desk, &visitor.context, command).await.map_err(top_level)?;
        Ok(TypingSetPayload { client_mutation_id: input.client_mutation_id })
    }
}
