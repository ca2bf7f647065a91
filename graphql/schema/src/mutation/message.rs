//! What is done with a message, and that somebody is about to write one.

use crate::{
    enums::TextFormat,
    family::single,
    mutation::call::{Call, payload},
    scalars::Id,
    types::{chat::Chat, message::Message},
    visible,
};
use async_graphql::{Context, InputObject, Object, Result};
use switchboard_desk::message;
use switchboard_model::{AttachmentId, ChatId, MessageId, connector::Text};

/// What to say to a customer.
#[derive(Clone, InputObject)]
pub struct MessageReplyInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The chat.
    chat_id: Id<ChatId>,
    /// The text; absent for attachments alone.
    body: Option<String>,
    /// How the text is marked up; absent: not at all.
    format: Option<TextFormat>,
    /// The message that it answers.
    quoted_message_id: Option<Id<MessageId>>,
    /// Files that were uploaded to this chat before, in order.
    attachment_ids: Option<Vec<Id<AttachmentId>>>,
    /// The newest message that you have seen: when the customer wrote a newer one, nothing is sent.
    last_message_id: Option<Id<MessageId>>,
    /// The version of the chat you have seen.
    expected_version: Option<i64>,
}

/// The new text of an own message.
#[derive(Clone, InputObject)]
pub struct MessageEditInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The message.
    message_id: Id<MessageId>,
    /// The text.
    body: String,
    /// The version you have seen.
    expected_version: Option<i64>,
}

/// The own message to delete.
#[derive(Clone, InputObject)]
pub struct MessageRetractInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The message.
    message_id: Id<MessageId>,
    /// The version you have seen.
    expected_version: Option<i64>,
}

/// A reaction to a message.
#[derive(Clone, InputObject)]
pub struct MessageReactInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The message.
    message_id: Id<MessageId>,
    /// The emoji.
    emoji: String,
    /// Take the reaction back.
    is_removed: Option<bool>,
}

payload!(
    MessageReplyPayload, "What came of a reply.",
    message: Message, "The message; absent when it was not taken.",
    chat: Chat, "The chat as it is now, when what you had seen of it was outdated; absent otherwise."
);
payload!(MessageEditPayload, "What came of an edit.", message: Message, "The message as it is now; absent when it was not edited.");
payload!(MessageRetractPayload, "What came of a deletion.", message: Message, "The tombstone, or the message as it is now; absent when it was not deleted.");
payload!(MessageReactPayload, "What came of a reaction.", message: Message, "The message as it is now; absent when the reaction was not taken.");

#[derive(Default)]
pub struct MessageMutation;

/// What is done with a message.
#[Object]
impl MessageMutation {
    /// Writes to the customer. You join the chat.
    async fn message_reply(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to say.")] input: MessageReplyInput,
    ) -> Result<MessageReplyPayload> {
        let call = Call::begin(ctx, "messageReply", &input, input.client_mutation_id.as_ref())?;
        let format = input.format.unwrap_or(TextFormat::Plain).into();
        let command = message::reply::ReplyInput {
            chat_id: input.chat_id.0,
            text: input.body.map(|body| Text { body, format }),
            quoted_message_id: input.quoted_message_id.map(|id| id.0),
            attachment_ids: input.attachment_ids.into_iter().flatten().map(|id| id.0).collect(),
            if_last_message_id: input.last_message_id.map(|id| id.0),
            expected_version: input.expected_version,
        };
        let (api, operator, id) = (call.api, call.operator, input.chat_id.0);
        let done = message::reply::reply(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let chat = if outcome.is_stale() {
            visible::chats(api, operator, vec![id]).await?.remove(&id)
        } else {
            None
        };
        Ok(MessageReplyPayload::of(outcome, row.and_then(single), chat))
    }

    /// Edits an own message, also at the customer's where the channel can.
    async fn message_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new text.")] input: MessageEditInput,
    ) -> Result<MessageEditPayload> {
        let call = Call::begin(ctx, "messageEdit", &input, input.client_mutation_id.as_ref())?;
        let (api, operator, id) = (call.api, call.operator, input.message_id.0);
        let command = message::edit::EditInput {
            message_id: id,
            body: input.body,
            expected_version: input.expected_version,
        };
        let done = message::edit::edit(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let message = if outcome.is_stale() {
            visible::messages(api, operator, vec![id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(MessageEditPayload::of(outcome, message))
    }

    /// Deletes an own message, also at the customer's where the channel can. A tombstone stays.
    async fn message_retract(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The message.")] input: MessageRetractInput,
    ) -> Result<MessageRetractPayload> {
        let call = Call::begin(ctx, "messageRetract", &input, input.client_mutation_id.as_ref())?;
        let (api, operator, id) = (call.api, call.operator, input.message_id.0);
        let command = message::retract::RetractInput {
            message_id: id,
            expected_version: input.expected_version,
        };
        let done = message::retract::retract(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        let message = if outcome.is_stale() {
            visible::messages(api, operator, vec![id]).await?.remove(&id)
        } else {
            row.and_then(single)
        };
        Ok(MessageRetractPayload::of(outcome, message))
    }

    /// Reacts to a message, or takes the reaction back.
    async fn message_react(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The reaction.")] input: MessageReactInput,
    ) -> Result<MessageReactPayload> {
        let call = Call::begin(ctx, "messageReact", &input, input.client_mutation_id.as_ref())?;
        let command = message::react::ReactInput {
            message_id: input.message_id.0,
            emoji: input.emoji,
            is_removed: input.is_removed.unwrap_or(false),
        };
        let done = message::react::react(call.desk, &call.context, command).await;
        let (row, outcome) = call.finish(done)?;
        Ok(MessageReactPayload::of(outcome, row.and_then(single)))
    }
}
