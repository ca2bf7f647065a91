//! A pending reply: what an operator has said and what is not sent yet, so that they can take it back, or so
//! that it leaves at a time of their choice. Until then it is no message, and its author's alone.

use crate::connector::{Text, TextFormat};
use crate::timer::TimerKind;
use crate::{
    ChatId, CloseReasonId, IdentityId, MessageId, OperatorId, PendingReplyId, Timestamp, TokenId,
};

text_enum! {
    /// Why a reply waits.
    PendingReplyKind {
        /// For a moment in which its author can take it back.
        Undo = "UNDO",
        /// For a time that its author has chosen.
        Later = "LATER",
    }
}

impl PendingReplyKind {
    /// What sends it.
    pub fn timer(self) -> TimerKind {
        match self {
            Self::Undo => TimerKind::ReplyUndoEnd,
            Self::Later => TimerKind::ReplyRelease,
        }
    }
}

text_enum! {
    /// How far a pending reply is.
    PendingReplyState {
        /// It waits for its time.
        Waiting = "WAITING",
        /// Its time came, and it could not be sent: the words are a draft again.
        Returned = "RETURNED",
    }
}

/// A reply that waits to be sent (F106), or that came back.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::pending_replies),
    diesel(treat_none_as_default_value = false)
)]
pub struct PendingReply {
    /// The id.
    pub pending_reply_id: PendingReplyId,
    /// The chat.
    pub chat_id: ChatId,
    /// Whose it is.
    pub operator_id: OperatorId,
    /// The API token that asked for it, with whose permissions it is sent.
    pub token_id: Option<TokenId>,
    /// Why it waits.
    pub kind: PendingReplyKind,
    /// Which of the contact's addresses it goes to, where that is not the chat's own.
    pub identity_id: Option<IdentityId>,
    /// The text; empty for files alone.
    pub body: String,
    /// How the text is marked up.
    pub format: TextFormat,
    /// The message that it answers.
    pub quoted_message_id: Option<MessageId>,
    /// The ids of files that were uploaded for it, in order, as a JSON list.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub attachment_ids: serde_json::Value,
    /// The newest message that its author had seen: a newer one of the customer keeps it from being sent.
    pub if_last_message_id: Option<MessageId>,
    /// Why the chat is closed with it, where it is.
    pub close_reason_id: Option<CloseReasonId>,
    /// When it is to be sent.
    pub release_at: Timestamp,
    /// How far it is.
    pub state: PendingReplyState,
    /// The code of what kept it from being sent.
    pub error_code: Option<String>,
    /// What kept it from being sent, in a sentence for its author.
    pub error_message: Option<String>,
    /// When it was asked for.
    pub created_at: Timestamp,
}

impl PendingReply {
    /// The text; none for files alone.
    pub fn text(&self) -> Option<Text> {
        let text = || Text { body: self.body.clone(), format: self.format };
        (!self.body.is_empty()).then(text)
    }
}
