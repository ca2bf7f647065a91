//! What an operator can do with a chat: by their permissions and by where it stands.

use async_graphql::Enum;
use switchboard_model::{Permission, actor::OperatorActor, chat::ChatStatus};

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
    /// Put it away.
    Archive,
    /// Delete it for ever.
    Delete,
    /// Change its subject, language, priority and attributes.
    Update,
    /// Put labels on it, and take them off.
    Label,
    /// Say which of the company's own objects it is about.
    Reference,
    /// Make it an example for colleagues, and take that back.
    Example,
    /// Open the company's own page as its customer, where that page has signed them in.
    OpenAs,
    /// Offer it to another operator or a team.
    Forward,
    /// Give it to a team above.
    Escalate,
    /// Put it aside, and fetch it back.
    Snooze,
}

impl ChatAction {
    /// What the operator can do with a chat in this status, and that they are in or not.
    pub fn of(operator: &OperatorActor, status: ChatStatus, is_in: bool) -> Vec<Self> {
        let is_open = status.is_open();
        let has = |permission: Permission| operator.has(permission);
        let all = [
            (Self::Reply, has(Permission::ChatReply) && is_open),
            (Self::Note, has(Permission::ChatNote)),
            (Self::Assign, has(Permission::ChatAssign) && is_open),
            (Self::Join, has(Permission::ChatReply) && is_open && !is_in),
            (Self::Leave, is_in),
            (Self::Close, has(Permission::ChatClose) && is_open),
            (Self::Reopen, has(Permission::ChatClose) && !is_open),
            (Self::Archive, has(Permission::ChatArchive) && status == ChatStatus::Closed),
            (Self::Delete, has(Permission::ChatDelete)),
            (Self::Update, has(Permission::ChatClose)),
            (Self::Label, has(Permission::ChatLabel)),
            (Self::Reference, has(Permission::ChatReference)),
            (Self::Example, has(Permission::ChatExample)),
            (Self::OpenAs, has(Permission::ChatImpersonate)),
            (Self::Forward, has(Permission::ChatForward) && is_open),
            (Self::Escalate, has(Permission::ChatEscalate) && is_open),
            (Self::Snooze, has(Permission::ChatSnooze) && is_open),
        ];
        all.into_iter().filter(|(_, may)| *may).map(|(action, _)| action).collect()
    }
}
