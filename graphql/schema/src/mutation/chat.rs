//! What is done with a chat.

use crate::{mutation::call::mutations, types::chat::Chat};
use async_graphql::{ID, MaybeUndefined};
use switchboard_desk::chat::{
    archive, assign, clear_example, clear_reference, close, delete, join, label, leave, open, read,
    reopen, set_example, set_reference, unread, update,
};
use switchboard_graphql::{
    choice::ChatPriority,
    input, payload,
    scalars::{Id, Json},
};
use switchboard_model::{
    ChatId, CloseReasonId, IdentityId, LabelId, OperatorId, ReferenceKindId, TeamId, VisitId,
};

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

    /// The closed chat to put away.
    ChatArchiveInput into archive::ArchiveInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// The version you have seen.
        expected_version: Option<i64>,
    }

    /// The chat to delete.
    ChatDeleteInput into delete::DeleteInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// Its number, said again: nothing brings it back.
        number: i64,
    }

    /// What to change of a chat. Absent keeps.
    ChatUpdateInput into update::UpdateInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// A title; null removes it.
        subject: MaybeUndefined<String>,
        /// The language that is spoken in it (BCP 47); null says that it is not known.
        language: MaybeUndefined<String>,
        /// How urgent it is.
        priority: Option<ChatPriority>,
        /// The company's own attributes, of the `attributeKinds` of chats: a JSON object that replaces the old
        /// one.
        attributes: Option<Json>,
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

    /// What a chat is about.
    ChatSetReferenceInput into set_reference::SetReferenceInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// What it is about.
        reference_kind_id: Id<ReferenceKindId>,
        /// Its id in the company's own product.
        external_id: String,
        /// What it is called there.
        title: Option<String>,
    }

    /// What a chat is not about any more.
    ChatClearReferenceInput into clear_reference::ClearReferenceInput {
        /// The chat.
        chat_id: Id<ChatId>,
        /// What it was about.
        reference_kind_id: Id<ReferenceKindId>,
        /// Its id in the company's own product.
        external_id: String,
    }

    /// What a chat shows to colleagues.
    ChatSetExampleInput into set_example::SetExampleInput {
        /// The closed chat.
        chat_id: Id<ChatId>,
        /// What it is an example of.
        title: String,
        /// How it was solved.
        solution: String,
    }

    /// The chat that is no example any more.
    ChatClearExampleInput into clear_example::ClearExampleInput {
        /// The chat.
        chat_id: Id<ChatId>,
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
payload!(ChatArchivePayload, "The result of archiving a chat.", chat: Chat, "The chat as it is now; absent when it was not archived.");
payload!(ChatDeletePayload, "The result of deleting a chat.", deleted_id: ID, "The id of the chat; absent when it was not deleted.");
payload!(ChatUpdatePayload, "The result of changing a chat.", chat: Chat, "The chat as it is now; absent when it was not changed.");
payload!(ChatLabelPayload, "The result of putting a label on a chat.", chat: Chat, "The chat as it is now; absent when it could not be labeled.");
payload!(ChatUnlabelPayload, "The result of taking a label off a chat.", chat: Chat, "The chat as it is now; absent when there is none.");
payload!(ChatSetReferencePayload, "The result of saying what a chat is about.", chat: Chat, "The chat as it is now; absent when it could not be set.");
payload!(ChatClearReferencePayload, "The result of saying what a chat is not about.", chat: Chat, "The chat as it is now; absent when there is none.");
payload!(ChatSetExamplePayload, "The result of making a chat an example.", chat: Chat, "The chat as it is now; absent when it was not made one.");
payload!(ChatClearExamplePayload, "The result of making a chat no example.", chat: Chat, "The chat as it is now; absent when there is none.");
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
        /// Puts a closed chat away: out of the working lists, and still searchable. The customer's next
        /// message opens it again.
        chat_archive(ChatArchiveInput, "The chat to put away.")
            -> ChatArchivePayload { archive::archive, version of chat_id }
        /// Deletes a chat, with its messages, notes and files: it is gone for everybody at once, and nothing
        /// brings it back. The customer's next message opens a new one.
        chat_delete(ChatDeleteInput, "The chat to delete, and its number.")
            -> ChatDeletePayload { delete::delete }
        /// Changes a chat's title or priority.
        chat_update(ChatUpdateInput, "What to change.")
            -> ChatUpdatePayload { update::update, version of chat_id }
        /// Puts a label on a chat.
        chat_label(ChatLabelInput, "The chat and the label.") -> ChatLabelPayload { label::label }
        /// Takes a label off a chat.
        chat_unlabel(ChatUnlabelInput, "The chat and the label.")
            -> ChatUnlabelPayload { label::unlabel }
        /// Says that a chat is about an object of the company's own; the same again gets the new title.
        chat_set_reference(ChatSetReferenceInput, "What it is about.")
            -> ChatSetReferencePayload { set_reference::set_reference }
        /// Says that a chat is not about an object of the company's own any more.
        chat_clear_reference(ChatClearReferenceInput, "What it is not about.")
            -> ChatClearReferencePayload { clear_reference::clear_reference }
        /// Makes a closed chat an example for colleagues, or writes again what it shows. Customers never
        /// see it.
        chat_set_example(ChatSetExampleInput, "The chat, and what it shows.")
            -> ChatSetExamplePayload { set_example::set_example }
        /// Takes back that a chat is an example.
        chat_clear_example(ChatClearExampleInput, "The chat.")
            -> ChatClearExamplePayload { clear_example::clear_example }
        /// Marks a chat as read by you. It stays unanswered until somebody answers.
        chat_mark_read(ChatMarkReadInput, "The chat that you have read.")
            -> ChatMarkReadPayload { read::read }
        /// Marks a chat as unread by you.
        chat_mark_unread(ChatMarkUnreadInput, "The chat to mark as unread.")
            -> ChatMarkUnreadPayload { unread::unread }
    }
}
