//! What can be done with a chat, as data: whatever acts on chats without somebody at each of them says it
//! in these words.

use crate::chat::ChatPriority;
use crate::{CloseReasonId, LabelId, OperatorId, Permission, TeamId};

/// One thing to do with a chat.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Assign it. Absent keeps, `Some(None)` takes the assignment back.
    Assign {
        /// The operator.
        operator_id: Option<Option<OperatorId>>,
        /// The team.
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
    /// Put it away.
    Archive,
    /// Mark it as read by whoever acts.
    Read,
    /// Mark it as unread by whoever acts.
    Unread,
}

impl Intent {
    /// What somebody needs to do it with a chat that they may read.
    pub fn permission(self) -> Option<Permission> {
        match self {
            Self::Assign { .. } => Some(Permission::ChatAssign),
            Self::Label(_) | Self::Unlabel(_) => Some(Permission::ChatLabel),
            Self::Prioritize(_) | Self::Close(_) => Some(Permission::ChatClose),
            Self::Archive => Some(Permission::ChatArchive),
            Self::Read | Self::Unread => None,
        }
    }
}
