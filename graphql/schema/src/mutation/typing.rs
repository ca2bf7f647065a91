//! That an operator types. Never stored, so nothing recognises a repeated call.

use crate::{caller::operator_with, noun::visible_one, types::chat::Chat};
use async_graphql::{Context, InputObject, Object, Result, SimpleObject};
use switchboard_desk::{DeskError, signals::Ephemeral};
use switchboard_graphql::{api::api, errors::top_level, scalars::Id};
use switchboard_model::{AuthorKind, ChatId, Permission};

/// That you type in a chat, or stopped.
#[derive(Clone, InputObject)]
pub struct TypingSetInput {
    /// Returned in the payload; typing is never stored.
    client_mutation_id: Option<String>,
    /// The chat.
    chat_id: Id<ChatId>,
    /// Type, or stopped. It ends by itself after 8 seconds.
    is_typing: bool,
}

/// That you type a note in a chat, or stopped.
#[derive(Clone, InputObject)]
pub struct NoteTypingSetInput {
    /// Returned in the payload; typing is never stored.
    client_mutation_id: Option<String>,
    /// The chat.
    chat_id: Id<ChatId>,
    /// Type, or stopped. It ends by itself after 8 seconds.
    is_typing: bool,
}

/// The result of telling that you type.
#[derive(Clone, SimpleObject)]
pub struct TypingSetPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
    /// It was told; false when it was told less than a second ago.
    is_told: bool,
}

/// The result of telling that you type a note.
#[derive(Clone, SimpleObject)]
pub struct NoteTypingSetPayload {
    /// The key that was passed.
    client_mutation_id: Option<String>,
    /// It was told; false when it was told less than a second ago.
    is_told: bool,
}

/// Tells a signal about a chat, if the caller may see that.
async fn tell(ctx: &Context<'_>, chat_id: ChatId, signal: Ephemeral) -> Result<bool> {
    if visible_one::<Chat>(ctx, chat_id).await?.is_none() {
        return Err(top_level(DeskError::NotFound));
    }
    let desk = &api(ctx)?.desk;
    Ok(desk.signals().tell(signal, desk.now()))
}

#[derive(Default)]
pub struct TypingMutation;

/// That an operator types.
#[Object]
impl TypingMutation {
    /// Tells that you type in a chat, or stopped. Never stored.
    async fn typing_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where.")] input: TypingSetInput,
    ) -> Result<TypingSetPayload> {
        let operator = operator_with(ctx, Permission::ChatReply)?;
        let chat_id = input.chat_id.0;
        let typing = Ephemeral::Typing {
            chat_id,
            author_kind: AuthorKind::Operator,
            author_id: Some(operator.operator_id.0),
            is_on: input.is_typing,
        };
        let is_told = tell(ctx, chat_id, typing).await?;
        Ok(TypingSetPayload { client_mutation_id: input.client_mutation_id, is_told })
    }

    /// Tells your colleagues that you type a note in a chat, or stopped. Never stored, nor told to the customer.
    async fn note_typing_set(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Where.")] input: NoteTypingSetInput,
    ) -> Result<NoteTypingSetPayload> {
        let operator_id = operator_with(ctx, Permission::ChatNote)?.operator_id;
        let (chat_id, is_on) = (input.chat_id.0, input.is_typing);
        let typing = Ephemeral::NoteTyping { chat_id, operator_id, is_on };
        let is_told = tell(ctx, chat_id, typing).await?;
        Ok(NoteTypingSetPayload { client_mutation_id: input.client_mutation_id, is_told })
    }
}
