//! What is done with a chat.

use crate::{
    enums::ChatPriority,
    family::single,
    mutation::call::{Call, Outcome, change, payload},
    scalars::Id,
    types::chat::Chat,
    visible,
};
use async_graphql::{Context, InputObject, MaybeUndefined, Object, Result};
use switchboard_desk::{DeskError, Done, chat};
use switchboard_model::{ChatId, IdentityId, OperatorId, ReasonId, TeamId};

macro_rules! chat_input {
    ($name:ident, $doc:literal $(, $(#[doc = $field_doc:literal])+ $field:ident: $type:ty)*) => {
        #[doc = $doc]
        #[derive(Clone, InputObject)]
        pub struct $name {
            /// Recognises a repeated call for 24 hours: the same key gives the first answer.
            client_mutation_id: Option<String>,
            /// The chat.
            chat_id: Id<ChatId>,
            $($(#[doc = $field_doc])+ $field: $type,)*
        }
    };
}

/// The chat to open.
#[derive(Clone, InputObject)]
pub struct ChatOpenInput {
    /// Recognises a repeated call for 24 hours: the same key gives the first answer.
    client_mutation_id: Option<String>,
    /// The customer's address to write to.
    identity_id: Id<IdentityId>,
    /// The team it belongs to.
    team_id: Option<Id<TeamId>>,
    /// A title.
    subject: Option<String>,
}

chat_input!(ChatAssignInput, "Whom to assign a chat to.",
    /// The operator; null takes the assignment back, absent keeps it.
    operator_id: MaybeUndefined<Id<OperatorId>>,
    /// The team; null takes it from its team, absent keeps it.
    team_id: MaybeUndefined<Id<TeamId>>,
    /// The version you have seen.
    expected_version: Option<i64>
);
chat_input!(ChatJoinInput, "The chat to join.");
chat_input!(ChatLeaveInput, "The chat to leave.");
chat_input!(ChatCloseInput, "The chat to close.",
    /// Why it is closed.
    reason_id: Id<ReasonId>,
    /// The version you have seen.
    expected_version: Option<i64>
);
chat_input!(ChatReopenInput, "The chat to open again.",
    /// The version you have seen.
    expected_version: Option<i64>
);
chat_input!(ChatEditInput, "What to change of a chat. Absent keeps.",
    /// A title; null removes it.
    subject: MaybeUndefined<String>,
    /// How urgent it is.
    priority: Option<ChatPriority>,
    /// The version you have seen.
    expected_version: Option<i64>
);
chat_input!(ChatMarkReadInput, "The chat that you have read.");
chat_input!(ChatMarkUnreadInput, "The chat to mark as unread.");

payload!(ChatOpenPayload, "What came of opening a chat.", chat: Chat, "The chat; absent when it was not opened.");
payload!(ChatAssignPayload, "What came of assigning a chat.", chat: Chat, "The chat as it is now; absent when it is out of your reach.");
payload!(ChatJoinPayload, "What came of joining a chat.", chat: Chat, "The chat as it is now; absent when it could not be joined.");
payload!(ChatLeavePayload, "What came of leaving a chat.", chat: Chat, "The chat as it is now; absent when it is out of your reach.");
payload!(ChatClosePayload, "What came of closing a chat.", chat: Chat, "The chat as it is now; absent when it was not closed.");
payload!(ChatReopenPayload, "What came of opening a chat again.", chat: Chat, "The chat as it is now; absent when it was not opened.");
payload!(ChatEditPayload, "What came of changing a chat.", chat: Chat, "The chat as it is now; absent when it was not changed.");
payload!(ChatMarkReadPayload, "What came of marking a chat as read.", chat: Chat, "The chat as it is now; absent when there is none.");
payload!(ChatMarkUnreadPayload, "What came of marking a chat as unread.", chat: Chat, "The chat as it is now; absent when there is none.");

type ModelChat = switchboard_model::chat::Chat;

/// The chat as it is now, as far as the caller may still read it, also when their version was stale.
async fn settled(
    call: Call<'_>,
    id: Option<ChatId>,
    done: Result<Done<ModelChat>, DeskError>,
) -> Result<(Option<Chat>, Outcome)> {
    let (api, operator) = (call.api, call.operator);
    let (row, outcome) = call.finish(done)?;
    let id = id.filter(|_| outcome.is_stale());
    let chat = match (row, id) {
        (Some(row), _) if operator.scope.is_all => single::<Chat>(row),
        (Some(row), _) => {
            let id = row.chat_id;
            visible::chats(api, operator, vec![id]).await?.remove(&id)
        }
        (None, Some(id)) => visible::chats(api, operator, vec![id]).await?.remove(&id),
        (None, None) => None,
    };
    Ok((chat, outcome))
}

#[derive(Default)]
pub struct ChatMutation;

/// What is done with a chat.
#[Object]
impl ChatMutation {
    /// Opens a chat with a customer who has none open on this channel.
    async fn chat_open(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat to open.")] input: ChatOpenInput,
    ) -> Result<ChatOpenPayload> {
        let call = Call::begin(ctx, "chatOpen", &input, input.client_mutation_id.as_ref())?;
        let command = chat::open::OpenInput {
            identity_id: input.identity_id.0,
            team_id: input.team_id.map(|id| id.0),
            subject: input.subject,
        };
        let done = chat::open::open(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, None, done).await?;
        Ok(ChatOpenPayload::of(outcome, chat))
    }

    /// Assigns a chat to an operator, a team, or nobody.
    async fn chat_assign(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Whom to assign it to.")] input: ChatAssignInput,
    ) -> Result<ChatAssignPayload> {
        let call = Call::begin(ctx, "chatAssign", &input, input.client_mutation_id.as_ref())?;
        let command = chat::assign::AssignInput {
            chat_id: input.chat_id.0,
            operator_id: change(input.operator_id, |id| id.0),
            team_id: change(input.team_id, |id| id.0),
            expected_version: input.expected_version,
        };
        let done = chat::assign::assign(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, Some(input.chat_id.0), done).await?;
        Ok(ChatAssignPayload::of(outcome, chat))
    }

    /// Takes part in a chat.
    async fn chat_join(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat to join.")] input: ChatJoinInput,
    ) -> Result<ChatJoinPayload> {
        let call = Call::begin(ctx, "chatJoin", &input, input.client_mutation_id.as_ref())?;
        let command = chat::join::JoinInput { chat_id: input.chat_id.0 };
        let done = chat::join::join(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, None, done).await?;
        Ok(ChatJoinPayload::of(outcome, chat))
    }

    /// Takes part in a chat no more. A chat that everybody left goes back to the queue.
    async fn chat_leave(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat to leave.")] input: ChatLeaveInput,
    ) -> Result<ChatLeavePayload> {
        let call = Call::begin(ctx, "chatLeave", &input, input.client_mutation_id.as_ref())?;
        let command = chat::leave::LeaveInput { chat_id: input.chat_id.0 };
        let done = chat::leave::leave(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, None, done).await?;
        Ok(ChatLeavePayload::of(outcome, chat))
    }

    /// Closes a chat with a reason. Nothing is destroyed; the customer's next message opens it again.
    async fn chat_close(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat to close.")] input: ChatCloseInput,
    ) -> Result<ChatClosePayload> {
        let call = Call::begin(ctx, "chatClose", &input, input.client_mutation_id.as_ref())?;
        let command = chat::close::CloseInput {
            chat_id: input.chat_id.0,
            reason_id: input.reason_id.0,
            expected_version: input.expected_version,
        };
        let done = chat::close::close(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, Some(input.chat_id.0), done).await?;
        Ok(ChatClosePayload::of(outcome, chat))
    }

    /// Opens a closed chat again.
    async fn chat_reopen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat to open again.")] input: ChatReopenInput,
    ) -> Result<ChatReopenPayload> {
        let call = Call::begin(ctx, "chatReopen", &input, input.client_mutation_id.as_ref())?;
        let command = chat::reopen::ReopenInput {
            chat_id: input.chat_id.0,
            expected_version: input.expected_version,
        };
        let done = chat::reopen::reopen(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, Some(input.chat_id.0), done).await?;
        Ok(ChatReopenPayload::of(outcome, chat))
    }

    /// Changes a chat's title or priority.
    async fn chat_edit(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to change.")] input: ChatEditInput,
    ) -> Result<ChatEditPayload> {
        let call = Call::begin(ctx, "chatEdit", &input, input.client_mutation_id.as_ref())?;
        let command = chat::edit::EditInput {
            chat_id: input.chat_id.0,
            subject: change(input.subject, |subject| subject),
            priority: input.priority.map(Into::into),
            expected_version: input.expected_version,
        };
        let done = chat::edit::edit(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, Some(input.chat_id.0), done).await?;
        Ok(ChatEditPayload::of(outcome, chat))
    }

    /// Marks a chat as read by you. It stays unanswered until somebody answers.
    async fn chat_mark_read(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat that you have read.")] input: ChatMarkReadInput,
    ) -> Result<ChatMarkReadPayload> {
        let call = Call::begin(ctx, "chatMarkRead", &input, input.client_mutation_id.as_ref())?;
        let command = chat::read::ReadInput { chat_id: input.chat_id.0 };
        let done = chat::read::read(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, None, done).await?;
        Ok(ChatMarkReadPayload::of(outcome, chat))
    }

    /// Marks a chat as unread by you.
    async fn chat_mark_unread(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The chat to mark as unread.")] input: ChatMarkUnreadInput,
    ) -> Result<ChatMarkUnreadPayload> {
        let call = Call::begin(ctx, "chatMarkUnread", &input, input.client_mutation_id.as_ref())?;
        let command = chat::unread::UnreadInput { chat_id: input.chat_id.0 };
        let done = chat::unread::unread(call.desk, &call.context, command).await;
        let (chat, outcome) = settled(call, None, done).await?;
        Ok(ChatMarkUnreadPayload::of(outcome, chat))
    }
}
