//! What a visitor says: writes it, and for a time edits or deletes it.

use crate::{
    access::visitor,
    cursor::{EventCursor, outcome},
    types::{MessageBatch, VisitorMessage},
};
use async_graphql::{Context, InputObject, InputType, Object, Result};
use switchboard_desk::{
    idempotent::IdempotencyKey,
    visitor::{
        delete::delete,
        edit::{EditInput, edit},
        write::{WhichChat, WriteInput, write},
    },
};
use switchboard_graphql::{
    Api, api::api, errors::invalid, mutation::given, payload, plain::Plain, scalars::Id,
};
use switchboard_model::{AttachmentId, ChatId, MessageId, message::Message};

/// What to say.
#[derive(Clone, InputObject)]
pub struct MessageWriteInput {
    /// Made by the client, 1 to 64 of `a-z A-Z 0-9 - _`: the same key again is the same message, and
    /// is refused with another text.
    client_mutation_id: String,
    /// In which of your chats; absent: the one in which something was said last.
    chat_id: Option<Id<ChatId>>,
    /// Begin a further chat with this message, where that is offered: with a text; files and quotes can follow. Without
    /// a chat yet it is the first one all the same.
    is_new_chat: Option<bool>,
    /// The text; absent for files alone.
    body: Option<String>,
    /// Files that were uploaded before, in order.
    attachment_ids: Option<Vec<Id<AttachmentId>>>,
    /// The message that it answers.
    quoted_id: Option<Id<MessageId>>,
    /// Your name, where it was asked; passed over where the page has vouched for one.
    name: Option<String>,
    /// Your email address, where it was asked; passed over where the page has vouched for one.
    email: Option<String>,
}

/// Another text of a message.
#[derive(Clone, InputObject)]
pub struct MessageEditInput {
    /// Returned in the payload: the same text again changes nothing.
    client_mutation_id: Option<String>,
    /// The message, which you wrote.
    message_id: Id<MessageId>,
    /// The new text.
    body: String,
}

/// The message to delete.
#[derive(Clone, InputObject)]
pub struct MessageDeleteInput {
    /// Returned in the payload: deleting twice changes nothing.
    client_mutation_id: Option<String>,
    /// The message, which you wrote.
    message_id: Id<MessageId>,
}

payload!(cursor = EventCursor; MessageWritePayload, "The result of writing.", message: VisitorMessage, "The message; absent when it was not taken.");
payload!(cursor = EventCursor; MessageEditPayload, "The result of editing.", message: VisitorMessage, "The message; absent when it was not changed.");
payload!(cursor = EventCursor; MessageDeletePayload, "The result of deleting.", message: VisitorMessage, "The tombstone that stays; absent when the message was not deleted.");

/// The message as its visitor sees it.
async fn shown(api: &Api, written: Option<Message>) -> Result<Option<VisitorMessage>> {
    let Some(row) = written else { return Ok(None) };
    let id = row.message_id;
    let read = api.read_related(move |related| related.visitor_messages(&[row.chat_id], &[id]));
    Ok(VisitorMessage::of(&MessageBatch::of(read.await?), id))
}

#[derive(Default)]
pub struct MessageMutation;

/// What a visitor says.
#[Object]
impl MessageMutation {
    /// Writes. The first message opens the chat.
    async fn message_write(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to say.")] input: MessageWriteInput,
    ) -> Result<MessageWritePayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let request = given(ctx, input.to_value())?;
        let key = input.client_mutation_id.clone();
        let chat = match (input.chat_id, input.is_new_chat.unwrap_or_default()) {
            (Some(_), true) => return Err(invalid("Pass either \"chatId\" or \"isNewChat\".")),
            (Some(id), false) => WhichChat::This(id.0),
            (None, true) => WhichChat::New,
            (None, false) => WhichChat::Last,
        };
        let command = WriteInput {
            client_key: input.client_mutation_id,
            chat,
            text: input.body,
            attachment_ids: input.attachment_ids.plain(),
            quoted_message_id: input.quoted_id.plain(),
            name: input.name,
            email: input.email,
        };
        let done = match IdempotencyKey::new(&key, &request) {
            Ok(key) => {
                let context = visitor.context.clone().with_key(key);
                write(&api.desk, &context, command).await
            }
            Err(error) => Err(error),
        };
        let (written, outcome) = outcome(api, &visitor.context.actor, Some(key), done)?;
        Ok(MessageWritePayload::of(outcome, shown(api, written).await?))
    }

    /// Gives a message that you wrote another text, as long as its `changeableUntil` says. The company sees that it
    /// was edited, and what it was.
    async fn message_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What.")] input: MessageEditInput,
    ) -> Result<MessageEditPayload> {
        let visitor = visitor(ctx)?;
        let api = api(ctx)?;
        let command = EditInput { message_id: input.message_id.0, body: input.body };
        let done = edit(&api.desk, &visitor.context, command).await;
        let actor = &visitor.context.actor;
        let (edited, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        Ok(MessageEditPayload::of(outcome, shown(api, edited).await?))
    }

    /// Deletes a message that you wrote, as long as its `changeableUntil` says: its words and files go, and a
    /// tombstone stays.
    async fn message_delete(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which.")] input: MessageDeleteInput,
    ) -> Result<MessageDeletePayload> {
        let visitor = visitor(ctx)?;
        let (api, id) = (api(ctx)?, input.message_id.0);
        let done = delete(&api.desk, &visitor.context, id).await;
        let actor = &visitor.context.actor;
        let (deleted, outcome) = outcome(api, actor, input.client_mutation_id, done)?;
        Ok(MessageDeletePayload::of(outcome, shown(api, deleted).await?))
    }
}
