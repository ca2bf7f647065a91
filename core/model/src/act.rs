//! An act: an entry of a chat's own history. It tells what its event tells, and stays when the log has
//! forgotten that.

use crate::event::{EventDetail, EventKind, NewEvent};
use crate::{ActId, AuthorKind, ChatId, Timestamp};

/// An act. Acts are only added.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::acts),
    diesel(treat_none_as_default_value = false)
)]
pub struct Act {
    /// The id, in order of time.
    pub act_id: ActId,
    /// The chat.
    pub chat_id: ChatId,
    /// When it happened.
    pub at: Timestamp,
    /// What happened.
    pub kind: EventKind,
    /// In which round of the chat.
    pub round: i64,
    /// Who did it.
    pub author_kind: AuthorKind,
    /// The contact's or operator's id.
    pub author_id: Option<i64>,
    /// Names of what changed, and the ids before and after.
    pub detail: EventDetail,
}

impl Act {
    /// What the event leaves in the history of its chat, which is in this round; none where it is no act.
    pub fn of(event: &NewEvent, round: i64, act_id: ActId, at: Timestamp) -> Option<Self> {
        let chat_id = event.chat_id.filter(|_| event.kind.is_act())?;
        Some(Self {
            act_id,
            chat_id,
            at,
            kind: event.kind,
            round,
            author_kind: event.author_kind,
            author_id: event.author_id,
            detail: event.detail.clone(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_that_happens_to_a_chat_is_an_act_and_nothing_else() {
        for kind in EventKind::ALL {
            let is_none = matches!(kind, EventKind::ChatRead | EventKind::ChatErased);
            let is_of_chat = kind.as_str().starts_with("chat.") && !is_none;
            assert_eq!(kind.is_act(), is_of_chat, "{kind}");
        }
    }
}
