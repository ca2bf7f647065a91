//! Who acts, and what they can reach.

use crate::{ChannelId, ContactId, OperatorId, Right, TeamId};

text_enum! {
    /// Who wrote or did something.
    AuthorKind {
        /// A customer.
        Contact = "CONTACT",
        /// A colleague.
        Operator = "OPERATOR",
        /// A plugin that answers.
        Responder = "RESPONDER",
        /// A rule.
        Rule = "RULE",
        /// The house itself.
        System = "SYSTEM",
    }
}

/// Who acts. Made by `desk::access` from a session or token, or by the house for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in operator or an API token of one.
    Operator(OperatorActor),
    /// A visitor of the web chat: one contact on one channel.
    Visitor {
        /// The contact.
        contact_id: ContactId,
        /// The web channel.
        channel_id: ChannelId,
    },
    /// The house: workers, the command line.
    System,
}

/// An operator who acts, with all that decides what they may do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorActor {
    /// The operator.
    pub operator_id: OperatorId,
    /// The role's rights, cut to the token's where a token acts.
    pub rights: Vec<Right>,
    /// What chats they can reach.
    pub scope: Scope,
}

/// Which chats an operator can reach.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope {
    /// All of them (`chat.read.all`).
    pub is_all: bool,
    /// Whose own and joined chats.
    pub operator_id: OperatorId,
    /// The teams they are in.
    pub team_ids: Vec<TeamId>,
    /// The channels that belong to one of their teams, or to no team.
    pub channel_ids: Vec<ChannelId>,
}

impl Actor {
    /// The kind and id to write into rows.
    pub fn author(&self) -> (AuthorKind, Option<i64>) {
        match self {
            Self::Operator(operator) => (AuthorKind::Operator, Some(operator.operator_id.0)),
            Self::Visitor { contact_id, .. } => (AuthorKind::Contact, Some(contact_id.0)),
            Self::System => (AuthorKind::System, None),
        }
    }

    /// Has the actor this right. The house has all, a visitor none.
    pub fn has(&self, right: Right) -> bool {
        match self {
            Self::Operator(operator) => operator.rights.contains(&right),
            Self::Visitor { .. } => false,
            Self::System => true,
        }
    }
}
