//! A forward: a chat that was offered to another operator or to a team, until it is taken or comes back.

use crate::{ChatId, ForwardId, NoteId, OperatorId, TeamId, Timestamp};

text_enum! {
    /// Where an offer of a chat stands.
    ForwardState {
        /// It waits for its receiver.
        Offered = "OFFERED",
        /// The receiver has the chat.
        Taken = "TAKEN",
        /// The receiver did not want it.
        Declined = "DECLINED",
        /// Nobody took it in time.
        Expired = "EXPIRED",
        /// It was taken back, or the chat was assigned, escalated or closed meanwhile.
        Cancelled = "CANCELLED",
    }
}

/// An offer of a chat.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::forwards),
    diesel(treat_none_as_default_value = false)
)]
pub struct Forward {
    /// The id.
    pub forward_id: ForwardId,
    /// The chat.
    pub chat_id: ChatId,
    /// Who offers it.
    pub operator_id: OperatorId,
    /// Whose chat it was; none where it was nobody's.
    pub from_operator_id: Option<OperatorId>,
    /// The team it comes from, and goes back to.
    pub from_team_id: Option<TeamId>,
    /// The operator it is for; none where it is for a team.
    pub to_operator_id: Option<OperatorId>,
    /// The team it is for; none where it is for an operator.
    pub to_team_id: Option<TeamId>,
    /// The comment.
    pub note_id: NoteId,
    /// Do those who had the chat stay in it when it is taken.
    pub is_staying: bool,
    /// Where it stands.
    pub state: ForwardState,
    /// When it was offered.
    pub offered_at: Timestamp,
    /// How long it waits.
    pub expires_at: Timestamp,
    /// When it ended; none while it waits.
    pub settled_at: Option<Timestamp>,
}
