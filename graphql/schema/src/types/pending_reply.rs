//! Pending replies: what the operator who calls has said and what is not sent yet.

use crate::{
    batch::batched,
    mutation::call::{mutate, mutations},
    noun::{IsTold, Noun, Rows, TOLD_TO_ITS_AUTHOR, Visible},
    types::event::event,
};
use async_graphql::{Context, ID, Result};
use switchboard_desk::{
    Context as DeskContext, Desk,
    pending_reply::{ScheduleInput, cancel, schedule},
};
use switchboard_graphql::{
    choice::{Choice, TextFormat},
    input, object, payload,
    plain::Plain,
    scalars::{DateTime, Id},
};
use switchboard_model::{
    AttachmentId, ChatId, CloseReasonId, IdentityId, MessageId, PendingReplyId, TemplateId,
    attachment::listed_ids, connector, pending_reply,
};

batched!(PendingReply of pending_reply::PendingReply, pending_reply_id: PendingReplyId);

impl Noun for PendingReply {
    const ROWS: Rows<Self> = |related, ids| related.pending_replies(ids);
    const VISIBLE: Visible<Self> = |reader, ids| reader.visible_pending_replies(ids);
    const IS_TOLD: IsTold = TOLD_TO_ITS_AUTHOR;
}

event! {
    /// You said something that is not sent yet, took it back, or it was sent or came back.
    PendingReplyEvent {
        /// The pending reply as it is now; absent when it was sent, taken back or put away.
        pending_reply: PendingReply
    }
}

/// What you have said in a chat and what is not sent yet, or what came back. Nobody else sees it.
#[object(id = pending_reply_id)]
impl PendingReply {
    /// The id of the chat.
    async fn chat_id(&self) -> ID {
        self.0.chat_id.into()
    }

    /// Why it waits.
    fn kind(&self) -> Choice<pending_reply::PendingReplyKind>;

    /// The id of the customer's address that it goes to; absent for the chat's own.
    async fn identity_id(&self) -> Option<ID> {
        self.0.identity_id.map(Into::into)
    }

    /// The text; empty for files alone.
    fn body(&self) -> &str;
    /// How the text is marked up.
    fn format(&self) -> TextFormat;

    /// The id of the message that it answers; absent when it answers none.
    async fn quoted_message_id(&self) -> Option<ID> {
        self.0.quoted_message_id.map(Into::into)
    }

    /// The ids of files that were uploaded for it, in order.
    async fn attachment_ids(&self) -> Vec<ID> {
        listed_ids(&self.0.attachment_ids).into_iter().map(Into::into).collect()
    }

    /// The id of the reason with which the chat is closed after it; absent when it stays open.
    async fn close_reason_id(&self) -> Option<ID> {
        self.0.close_reason_id.map(Into::into)
    }

    /// When it is sent, or was to be.
    fn release_at(&self) -> DateTime;
    /// How far it is.
    fn state(&self) -> Choice<pending_reply::PendingReplyState>;
    /// The code of what kept it from being sent; absent while it waits.
    fn error_code(&self) -> Option<&str>;
    /// What kept it from being sent, in a sentence for you; absent while it waits.
    fn error_message(&self) -> Option<&str>;
    /// When you said it.
    fn created_at(&self) -> DateTime;
}

input! {
    /// What to say to a customer, and when.
    ReplyScheduleInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// Which of the customer's addresses it goes to, as `Chat.routes` name them; absent: the chat's own.
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
        /// The reason with which the chat is closed after it; absent leaves it open.
        close_reason_id: Option<Id<CloseReasonId>>,
        /// For how long it can be taken back, 1000 to 60000 ms; absent: 5000.
        undo_ms: Option<i64>,
        /// In place of that: when it is sent, at most a year from now.
        release_at: Option<DateTime>,
    }

    /// The pending reply to take back or to put away.
    ReplyCancelInput of PendingReplyId {
        /// The pending reply.
        pending_reply_id
    }
}

payload!(ReplySchedulePayload, "The result of saying something that is sent later.", pending_reply: PendingReply, "What waits; absent when it was not taken.");
payload!(ReplyCancelPayload, "The result of taking a pending reply back.", deleted_id: ID, "The id of the pending reply; absent when it was not taken back.");

async fn reply_schedule(
    ctx: &Context<'_>,
    input: ReplyScheduleInput,
) -> Result<ReplySchedulePayload> {
    let command = async |desk: &Desk, context: &DeskContext, input: ReplyScheduleInput| {
        let format = input.format.map_or(connector::TextFormat::Plain, |format| format.0);
        let command = ScheduleInput {
            chat_id: input.chat_id.0,
            identity_id: input.identity_id.plain(),
            text: input.body.map(|body| connector::Text { body, format }),
            quoted_message_id: input.quoted_message_id.plain(),
            attachment_ids: input.attachment_ids.plain(),
            template_id: input.template_id.plain(),
            if_last_message_id: input.last_message_id.plain(),
            close_reason_id: input.close_reason_id.plain(),
            undo_ms: input.undo_ms,
            release_at: input.release_at.plain(),
        };
        schedule(desk, context, command).await
    };
    mutate(ctx, input, command).await
}

mutations! {
    /// What is done with a pending reply.
    PendingReplyMutation {
        /// Writes to the customer in a moment, in which you can take it back, or at a time of your choice.
        /// Until then it is no message. What cannot be sent then is a draft again, and tells why.
        reply_schedule(ReplyScheduleInput, "What to say, and when.")
            -> ReplySchedulePayload { by reply_schedule }
        /// Takes back what is not sent yet: it is a draft again. Puts away what came back.
        reply_cancel(ReplyCancelInput, "The pending reply.") -> ReplyCancelPayload { cancel }
    }
}
