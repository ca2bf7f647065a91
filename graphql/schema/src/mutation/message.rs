//! What is done with a message, and that somebody is about to write one.

use crate::{
    batch::single,
    mutation::call::{if_stale, mutations, run},
    types::{chat::Chat, message::Message},
};
use async_graphql::{Context, Result};
use switchboard_desk::{
    Context as DeskContext, Desk,
    message::{delete, edit, react, reply},
};
use switchboard_graphql::{choice::TextFormat, input, payload, plain::Plain, scalars::Id};
use switchboard_model::{AttachmentId, ChatId, IdentityId, MessageId, TemplateId, connector};

input! {
    /// What to say to a customer.
    MessageReplyInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// Which of the customer's addresses it goes to, on whichever channel; absent: the chat's own. Another open
        /// chat that has the address takes the message.
        identity_id: Option<Id<IdentityId>>,
        /// The text; absent for attachments alone.
        body: Option<String>,
        /// How the text is marked up; absent: not at all.
        format: Option<TextFormat>,
        /// The message that it answers.
        quoted_message_id: Option<Id<MessageId>>,
        /// Files that were uploaded to this chat before, in order.
        attachment_ids: Option<Vec<Id<AttachmentId>>>,
        /// The template that it was made of: its uses are counted.
        template_id: Option<Id<TemplateId>>,
        /// The newest message that you have seen: when the customer wrote a newer one, nothing is sent.
        last_message_id: Option<Id<MessageId>>,
        /// The version of the chat you have seen.
        expected_version: Option<i64>,
    }

    /// The new text of an own message.
    MessageEditInput into edit::EditInput {
        /// The message.
        message_id: Id<MessageId>,
        /// The text.
        body: String,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The own message to delete.
    MessageDeleteInput into delete::DeleteInput {
        /// The message.
        message_id: Id<MessageId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// A reaction to a message.
    MessageReactInput into react::ReactInput {
        /// The message.
        message_id: Id<MessageId>,
        /// The emoji.
        emoji: String,
        /// Take the reaction back.
        is_removed: Option<bool>,
    }
}

payload!(
    MessageReplyPayload, "The result of a reply.",
    message: Message, "The message; absent when it was not taken.",
    chat: Chat, "The chat as it is now, when what you had seen of it was outdated; absent otherwise."
);
payload!(MessageEditPayload, "The result of an edit.", message: Message, "The message as it is now; absent when it was not edited.");
payload!(MessageDeletePayload, "The result of a deletion.", message: Message, "The tombstone, or the message as it is now; absent when it was not deleted.");
payload!(MessageReactPayload, "The result of a reaction.", message: Message, "The message as it is now; absent when the reaction was not taken.");

async fn message_reply(ctx: &Context<'_>, input: MessageReplyInput) -> Result<MessageReplyPayload> {
    let id = input.chat_id.0;
    let command = async |desk: &Desk, context: &DeskContext, input: MessageReplyInput| {
        let format = input.format.map_or(connector::TextFormat::Plain, |format| format.0);
        let command = reply::ReplyInput {
            chat_id: input.chat_id.0,
            identity_id: input.identity_id.plain(),
            text: input.body.map(|body| connector::Text { body, format }),
            quoted_message_id: input.quoted_message_id.plain(),
            attachment_ids: input.attachment_ids.plain(),
            template_id: input.template_id.plain(),
            if_last_message_id: input.last_message_id.plain(),
            expected_version: input.expected_version,
        };
        reply::reply(desk, context, command).await
    };
    let (row, outcome) = run(ctx, input, command).await?;
    let chat = if_stale(ctx, &outcome, id).await?;
    Ok(MessageReplyPayload::of(outcome, row.map(single), chat))
}

mutations! {
    /// What is done with a message.
    MessageMutation {
        /// Writes to the customer. You join the chat, and your draft of a reply in it is deleted.
        message_reply(MessageReplyInput, "What to say.") -> MessageReplyPayload { by message_reply }
        /// Edits an own message, also at the customer's where the channel can.
        message_edit(MessageEditInput, "The new text.")
            -> MessageEditPayload { edit::edit, version of message_id }
        /// Deletes an own message, also at the customer's where the channel can. A tombstone stays.
        message_delete(MessageDeleteInput, "The message.")
            -> MessageDeletePayload { delete::delete, version of message_id }
        /// Reacts to a message, or takes the reaction back.
        message_react(MessageReactInput, "The reaction.") -> MessageReactPayload { react::react }
    }
}
