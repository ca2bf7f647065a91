//! Who acts, and what they may do and see.

use crate::{
    ChannelId, ChatVisibility, ContactId, OperatorId, Permission, RuleId, SessionId, TeamId,
    TokenId,
};

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
        /// The server itself.
        System = "SYSTEM",
    }
}

/// Who acts. Made by `desk::session` from a session or token, or by the server for itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Actor {
    /// A signed-in operator or an API token of one.
    Operator(OperatorActor),
    /// A visitor of the web chat.
    Visitor(VisitorActor),
    /// A rule that an admin wrote and somebody switched on.
    Rule(RuleActor),
    /// The server: workers, the command line.
    System,
}

/// A rule that acts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleActor {
    /// The rule.
    pub rule_id: RuleId,
    /// How many rules it goes back to, itself counted.
    pub depth: i64,
    /// In whose name it acts, cut to what the rule asks for; none where the machine that the server runs on has
    /// switched it on, which may do all.
    pub enabler: Option<OperatorActor>,
}

/// A visitor who acts: one address on one web channel. What is theirs is found by the address and never by
/// the contact, to whom the addresses of others may belong as well.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VisitorActor {
    /// The web channel.
    pub channel_id: ChannelId,
    /// The platform id of their identity there, which comes to be with the first message.
    pub platform_id: String,
    /// The contact that the identity belongs to, or will belong to.
    pub contact_id: ContactId,
}

/// By what an operator acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
pub enum Credential {
    /// A session that they have signed in to.
    Session(SessionId),
    /// An API token, which acts in their name and never for their account.
    Token(TokenId),
    /// The machine that the server runs on, in their name.
    Console,
}

impl Credential {
    /// The id of the session or token as it is outside; none on the machine itself.
    pub fn global_id(self) -> Option<String> {
        match self {
            Self::Session(id) => Some(id.to_string()),
            Self::Token(id) => Some(id.to_string()),
            Self::Console => None,
        }
    }
}

/// An operator who acts, with all that decides what they may do. What they may see follows from the
/// permissions, so neither is changed alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorActor {
    /// The operator.
    pub operator_id: OperatorId,
    /// By what they act.
    pub credential: Credential,
    permissions: Vec<Permission>,
    team_ids: Vec<TeamId>,
    visibility: ChatVisibility,
}

impl OperatorActor {
    /// An operator with these permissions (the role's, cut to the token's where a token acts), who is in
    /// these teams and sees the chats of these channels.
    pub fn new(
        operator_id: OperatorId,
        credential: Credential,
        permissions: Vec<Permission>,
        team_ids: Vec<TeamId>,
        channel_ids: Vec<ChannelId>,
    ) -> Self {
        let visibility = if permissions.contains(&Permission::ChatReadAll) {
            ChatVisibility::everything()
        } else {
            ChatVisibility::own(operator_id, team_ids.clone(), channel_ids)
        };
        Self { operator_id, credential, permissions, team_ids, visibility }
    }

    /// What they may do.
    pub fn permissions(&self) -> &[Permission] {
        &self.permissions
    }

    /// Do they act themselves, and no API token in their name.
    pub fn is_interactive(&self) -> bool {
        !matches!(self.credential, Credential::Token(_))
    }

    /// Have they this permission.
    pub fn has(&self, permission: Permission) -> bool {
        self.permissions.contains(&permission)
    }

    /// Are they in this team.
    pub fn is_in(&self, team_id: TeamId) -> bool {
        self.team_ids.contains(&team_id)
    }

    /// The chats that they may see; none without the permission to read chats.
    pub fn visible_chats(&self) -> Option<&ChatVisibility> {
        let reads_chats = self.has(Permission::ChatRead) || self.has(Permission::ChatReadAll);
        reads_chats.then_some(&self.visibility)
    }

    /// The chats whose channels' visits they may see; none without the permission to see visits.
    pub fn visible_visits(&self) -> Option<&ChatVisibility> {
        self.has(Permission::VisitRead).then_some(&self.visibility)
    }

    /// May they see who visits this channel.
    pub fn sees_visits_of(&self, channel_id: ChannelId) -> bool {
        self.visible_visits().is_some_and(|visibility| visibility.covers(channel_id))
    }

    /// The chats whose contacts they may see; none without the permission to see contacts.
    pub fn visible_contacts(&self) -> Option<&ChatVisibility> {
        self.has(Permission::ContactRead).then_some(&self.visibility)
    }
}

impl Actor {
    /// The kind and id to write into rows.
    pub fn author(&self) -> (AuthorKind, Option<i64>) {
        match self {
            Self::Operator(operator) => (AuthorKind::Operator, Some(operator.operator_id.0)),
            Self::Visitor(visitor) => (AuthorKind::Contact, Some(visitor.contact_id.0)),
            Self::Rule(rule) => (AuthorKind::Rule, Some(rule.rule_id.0)),
            Self::System => (AuthorKind::System, None),
        }
    }

    /// By what an operator acts; none for others.
    pub fn credential(&self) -> Option<Credential> {
        match self {
            Self::Operator(operator) => Some(operator.credential),
            Self::Visitor { .. } | Self::Rule(_) | Self::System => None,
        }
    }

    /// Has the actor this permission. The server has all, a visitor none.
    pub fn has(&self, permission: Permission) -> bool {
        match self {
            Self::Operator(operator) => operator.has(permission),
            Self::Visitor { .. } => false,
            Self::Rule(rule) => rule.enabler.as_ref().is_none_or(|enabler| enabler.has(permission)),
            Self::System => true,
        }
    }
}
