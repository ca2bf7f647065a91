//! What an operator can do with a chat now.

use async_graphql::Enum;
use switchboard_model::{Permission, actor::OperatorActor};

/// What you can do with a chat.
#[derive(Clone, Copy, Debug, Enum, PartialEq, Eq)]
pub enum ChatAction {
    /// Write to the customer.
    Reply,
    /// Write a note.
    Note,
    /// Assign it.
    Assign,
    /// Take part in it.
    Join,
    /// Take part in it no more.
    Leave,
    /// Close it.
    Close,
    /// Open it again.
    Reopen,
    /// Change its subject and priority.
    Update,
    /// Put labels on it, and take them off.
    Label,
    /// Offer it to another operator or a team.
    Forward,
    /// Give it to a team above.
    Escalate,
    /// Put it aside, and fetch it back.
    Snooze,
}

impl ChatAction {
    /// What the operator can do with a chat that is open or not, and that they are in or not.
    pub fn of(operator: &OperatorActor, is_open: bool, is_in: bool) -> Vec<Self> {
        let has = |permission: Permission| operator.has(permission);
        let all = [
            (Self::Reply, has(Permission::ChatReply) && is_open),
            (Self::Note, has(Permission::ChatNote)),
            (Self::Assign, has(Permission::ChatAssign) && is_open),
            (Self::Join, has(Permission::ChatReply) && is_open && !is_in),
            (Self::Leave, is_in),
            (Self::Close, has(Permission::ChatClose) && is_open),
            (Self::Reopen, has(Permission::ChatClose) && !is_open),
            (Self::Update, has(Permission::ChatClose)),
            (Self::Label, has(Permission::ChatLabel)),
            (Self::Forward, has(Permission::ChatForward) && is_open),
            (Self::Escalate, has(Permission::ChatEscalate) && is_open),
            (Self::Snooze, has(Permission::ChatSnooze) && is_open),
        ];
        all.into_iter().filter(|(_, may)| *may).map(|(action, _)| action).collect()
    }
}
