//! What can be done with a chat, as data: whatever acts on chats without somebody at each of them says it
//! in these words.

use crate::chat::ChatPriority;
use crate::{CloseReasonId, LabelId, OperatorId, Permission, TeamId, TemplateId};
use serde::{Deserialize, Deserializer, Serialize};

/// One thing to do with a chat. Where it is stored, what only a newer binary knows is an error: passed over,
/// something else would be done than was meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Intent {
    /// Assign it. Absent keeps, `Some(None)` takes the assignment back.
    Assign {
        /// The operator.
        #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
        operator_id: Option<Option<OperatorId>>,
        /// The team.
        #[serde(default, deserialize_with = "said", skip_serializing_if = "Option::is_none")]
        team_id: Option<Option<TeamId>>,
    },
    /// Put a label on it.
    Label(LabelId),
    /// Take a label off it.
    Unlabel(LabelId),
    /// Change how urgent it is.
    Prioritize(ChatPriority),
    /// Close it with a reason.
    Close(CloseReasonId),
    /// Put it aside for so many milliseconds from then on, or until the customer writes.
    Snooze(i64),
    /// Write to the customer what a template says.
    Reply(TemplateId),
    /// Put it away.
    Archive,
    /// Mark it as read by whoever acts.
    Read,
    /// Mark it as unread by whoever acts.
    Unread,
}

impl Intent {
    /// The same with another label in the place of one.
    #[must_use]
    pub fn with_label_replaced(self, label_id: LabelId, by: LabelId) -> Self {
        match self {
            Self::Label(id) if id == label_id => Self::Label(by),
            Self::Unlabel(id) if id == label_id => Self::Unlabel(by),
            other => other,
        }
    }

    /// What somebody needs to do it with a chat that they may read.
    pub fn permission(self) -> Option<Permission> {
        match self {
            Self::Assign { .. } => Some(Permission::ChatAssign),
            Self::Label(_) | Self::Unlabel(_) => Some(Permission::ChatLabel),
            Self::Prioritize(_) | Self::Close(_) => Some(Permission::ChatClose),
            Self::Snooze(_) => Some(Permission::ChatSnooze),
            Self::Reply(_) => Some(Permission::ChatReply),
            Self::Archive => Some(Permission::ChatArchive),
            Self::Read | Self::Unread => None,
        }
    }
}

/// A field that is there, with or without a value.
fn said<'de, D: Deserializer<'de>, T: Deserialize<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    Option::<T>::deserialize(deserializer).map(Some)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_intent_comes_back_as_it_was_stored() {
        let assign = |operator_id, team_id| Intent::Assign { operator_id, team_id };
        let all = [
            assign(None, None),
            assign(Some(None), Some(Some(TeamId(2)))),
            assign(Some(Some(OperatorId(1))), None),
            Intent::Label(LabelId(3)),
            Intent::Unlabel(LabelId(3)),
            Intent::Prioritize(ChatPriority::Urgent),
            Intent::Close(CloseReasonId(4)),
            Intent::Archive,
            Intent::Snooze(60_000),
            Intent::Reply(TemplateId(5)),
            Intent::Read,
            Intent::Unread,
        ];
        let stored = serde_json::to_string(&all).unwrap();
        assert_eq!(serde_json::from_str::<Vec<Intent>>(&stored).unwrap(), all);
        for newer in [r#"["escalate"]"#, r#"[{"assign":{"channel_id":1}}]"#] {
            assert!(serde_json::from_str::<Vec<Intent>>(newer).is_err(), "{newer}");
        }
    }
}
