//! What is done with a chat.

use crate::{mutation::call::mutations, types::chat::Chat};
use async_graphql::MaybeUndefined;
use switchboard_desk::chat::{
    assign, close, join, label, leave, open, read, reopen, unread, update,
};
use switchboard_graphql::{choice::ChatPriority, input, payload, scalars::Id};
use switchboard_model::{ChatId, CloseReasonId, IdentityId, LabelId, OperatorId, TeamId, VisitId};

input! {
    /// The chat to open.
    ChatOpenInput into open::OpenInput {
        /// The customer's address to write to; absent where `visitId` names somebody.
        identity_id: Option<Id<IdentityId>>,
        /// The visit of the web chat to begin it from, instead of an address. Needs the permission `VISIT_READ`.
        visit_id: Option<Id<VisitId>>,
        /// The team it belongs to.
        team_id: Option<Id<TeamId>>,
        /// A title.
        subject: Option<String>,
    }

    /// Whom to assign a chat to.
    ChatAssignInput into assign::AssignInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The operator; null takes the assignment back, absent keeps it.
        operator_id: MaybeUndefined<Id<OperatorId>>,
        /// The team; null takes it from its team, absent keeps it.
        team_id: MaybeUndefined<Id<TeamId>>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The chat to join.
    ChatJoinInput into join::JoinInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }

    /// The chat to leave.
    ChatLeaveInput into leave::LeaveInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }

    /// The chat to close.
    ChatCloseInput into close::CloseInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// Why it is closed.
        close_reason_id: Id<CloseReasonId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The chat to open again.
    ChatReopenInput into reopen::ReopenInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// What to change of a chat. Absent keeps.
    ChatUpdateInput into update::UpdateInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// A title; null removes it.
        subject: MaybeUndefined<String>,
        /// How urgent it is.
        priority: Option<ChatPriority>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The label to put on a chat.
    ChatLabelInput into label::LabelInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The label.
        label_id: Id<LabelId>,
    }

    /// The label to take off a chat.
    ChatUnlabelInput into label::LabelInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The label.
        label_id: Id<LabelId>,
    }

    /// The chat that you have read.
    ChatMarkReadInput into read::ReadInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }

    /// The chat to mark as unread.
    ChatMarkUnreadInput into unread::UnreadInput {
        /// The chat.
        chat_id: Id<ChatId>,
    }
}

payload!(ChatOpenPayload, "The result of opening a chat.", chat: Chat, "The chat; absent when it was not opened.");
payload!(ChatAssignPayload, "The result of assigning a chat.", chat: Chat, "The chat as it is now; absent when you may no longer see it.");
payload!(ChatJoinPayload, "The result of joining a chat.", chat: Chat, "The chat as it is now; absent when it could not be joined.");
payload!(ChatLeavePayload, "The result of leaving a chat.", chat: Chat, "The chat as it is now; absent when you may no longer see it.");
payload!(ChatClosePayload, "The result of closing a chat.", chat: Chat, "The chat as it is now; absent when it was not closed.");
payload!(ChatReopenPayload, "The result of opening a chat again.", chat: Chat, "The chat as it is now; absent when it was not opened.");
payload!(ChatUpdatePayload, "The result of changing a chat.", chat: Chat, "The chat as it is now; absent when it was not changed.");
payload!(ChatLabelPayload, "The result of putting a label on a chat.", chat: Chat, "The chat as it is now; absent when it could not be labeled.");
payload!(ChatUnlabelPayload, "The result of taking a label off a chat.", chat: Chat, "The chat as it is now; absent when there is none.");
payload!(ChatMarkReadPayload, "The result of marking a chat as read.", chat: Chat, "The chat as it is now; absent when there is none.");
payload!(ChatMarkUnreadPayload, "The result of marking a chat as unread.", chat: Chat, "The chat as it is now; absent when there is none.");

mutations! {
    /// What is done with a chat.
    ChatMutation {
        /// Opens a chat with a customer who has none open on this channel, or with a visitor of the web chat.
        chat_open(ChatOpenInput, "The chat to open.") -> ChatOpenPayload { open::open }
        /// Assigns a chat to an operator, a team, or nobody.
        chat_assign(ChatAssignInput, "Whom to assign it to.")
            -> ChatAssignPayload { assign::assign, version of chat_id }
        /// Takes part in a chat.
        chat_join(ChatJoinInput, "The chat to join.") -> ChatJoinPayload { join::join }
        /// Takes part in a chat no more. A chat that everybody left goes back to the queue.
        chat_leave(ChatLeaveInput, "The chat to leave.") -> ChatLeavePayload { leave::leave }
        /// Closes a chat with a reason. Nothing is destroyed; the customer's next message opens it again.
        chat_close(ChatCloseInput, "The chat to close.")
            -> ChatClosePayload { close::close, version of chat_id }
        /// Opens a closed chat again.
        chat_reopen(ChatReopenInput, "The chat to open again.")
            -> ChatReopenPayload { reopen::reopen, version of chat_id }
        /// Changes a chat's title or priority.
        chat_update(ChatUpdateInput, "What to change.")
            -> ChatUpdatePayload { update::update, version of chat_id }
        /// Puts a label on a chat.
        chat_label(ChatLabelInput, "The chat and the label.") -> ChatLabelPayload { label::label }
        /// Takes a label off a chat.
        chat_unlabel(ChatUnlabelInput, "The chat and the label.")
            -> ChatUnlabelPayload { label::unlabel }
        /// Marks a chat as read by you. It stays unanswered until somebody answers.
        chat_mark_read(ChatMarkReadInput, "The chat that you have read.")
            -> ChatMarkReadPayload { read::read }
        /// Marks a chat as unread by you.
        chat_mark_unread(ChatMarkUnreadInput, "The chat to mark as unread.")
            -> ChatMarkUnreadPayload { unread::unread }
    }
}
