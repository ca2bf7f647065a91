//! The one rule of who may see which chats. It has three renderings: a chat in memory
//! ([`ChatVisibility::allows`]), a condition in SQL (`store::page::visibility`) and the terms of the search
//! index (`search::visibility`). A test generates chats and operators and holds that all three agree. Lists from
//! memory have no rendering of their own: they ask the first one, once for each place at which chats are.

use crate::{ChannelId, OperatorId, TeamId, actor::OperatorActor, chat::Chat};

text_enum! {
    /// What is looked at when it is decided whether somebody may see a chat.
    VisibilityArm {
        /// They may sign in.
        Active = "ACTIVE",
        /// They have the permission to read chats.
        Permission = "PERMISSION",
        /// They see all chats.
        Everything = "EVERYTHING",
        /// The chat is assigned to them.
        Assigned = "ASSIGNED",
        /// They take part in the chat now.
        Participant = "PARTICIPANT",
        /// The chat is assigned to one of their teams.
        Team = "TEAM",
        /// They or a team of theirs are a member of the chat's channel, or nobody is.
        Channel = "CHANNEL",
    }
}

/// One thing that was looked at, and whether it speaks for them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisibilityCheck {
    /// What was looked at.
    pub arm: VisibilityArm,
    /// Does it speak for them.
    pub is_passed: bool,
}

/// The rule with its reasons: the answer to who may read a chat is made of nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisibilityTrace {
    checks: [VisibilityCheck; 7],
}

impl VisibilityTrace {
    /// Of an operator, if they may sign in, and a chat. `is_participant`: they take part in it now.
    pub fn of(operator: Option<&OperatorActor>, chat: &Chat, is_participant: bool) -> Self {
        let visibility = operator.and_then(OperatorActor::visible_chats);
        let arms = visibility.map(|visibility| visibility.arms(chat.into(), is_participant));
        let [everything, assigned, participant, team, channel] = arms.unwrap_or_default();
        let check = |arm, is_passed| VisibilityCheck { arm, is_passed };
        Self {
            checks: [
                check(VisibilityArm::Active, operator.is_some()),
                check(VisibilityArm::Permission, visibility.is_some()),
                check(VisibilityArm::Everything, everything),
                check(VisibilityArm::Assigned, assigned),
                check(VisibilityArm::Participant, participant),
                check(VisibilityArm::Team, team),
                check(VisibilityArm::Channel, channel),
            ],
        }
    }

    /// All that was looked at, in the order of the rule.
    pub fn checks(&self) -> &[VisibilityCheck] {
        &self.checks
    }

    /// May they read the chat: they may sign in and read chats, and one of the other reasons holds.
    pub fn is_allowed(&self) -> bool {
        let [active, permission, reasons @ ..] = &self.checks;
        active.is_passed && permission.is_passed && reasons.iter().any(|check| check.is_passed)
    }

    /// Can it still come to depend on whether they take part in the chat.
    pub fn asks_for_participation(&self) -> bool {
        self.checks[..2].iter().all(|check| check.is_passed) && !self.is_allowed()
    }
}

/// Where a chat comes from and whose it is: what decides who may see it, beside who takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ChatPlace {
    /// The channel that it came through.
    pub channel_id: ChannelId,
    /// The team that it is assigned to.
    pub team_id: Option<TeamId>,
    /// The operator that it is assigned to.
    pub operator_id: Option<OperatorId>,
}

impl From<&Chat> for ChatPlace {
    fn from(chat: &Chat) -> Self {
        let Chat { channel_id, team_id, operator_id, .. } = *chat;
        Self { channel_id, team_id, operator_id }
    }
}

/// Which chats may be seen. Its parts are private: a further rendering of the rule has to ask for
/// [`ChatVisibility::parts`], and is noticed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ChatVisibility(Rule);

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Rule {
    Everything,
    Own { operator_id: OperatorId, team_ids: Vec<TeamId>, channel_ids: Vec<ChannelId> },
}

/// What the rule is made of: a chat is visible that is assigned to the operator or to one of the teams, that
/// came through one of the channels, or in which the operator takes part now.
#[derive(Clone, Copy, Debug)]
pub struct VisibilityParts<'a> {
    /// Whose assigned and joined chats.
    pub operator_id: OperatorId,
    /// The teams they are in.
    pub team_ids: &'a [TeamId],
    /// The channels that they or one of their teams are a member of, and those without members.
    pub channel_ids: &'a [ChannelId],
}

impl ChatVisibility {
    /// All chats.
    pub fn everything() -> Self {
        Self(Rule::Everything)
    }

    /// The chats of an operator who is in these teams and sees those of these channels.
    pub fn own(
        operator_id: OperatorId,
        team_ids: Vec<TeamId>,
        channel_ids: Vec<ChannelId>,
    ) -> Self {
        Self(Rule::Own { operator_id, team_ids, channel_ids })
    }

    /// May this chat be seen. `is_participant`: the operator takes part in it now.
    pub fn allows(&self, chat: &Chat, is_participant: bool) -> bool {
        self.allows_at(chat.into(), is_participant)
    }

    /// May a chat be seen that is in this place, or was until it was no more.
    pub fn allows_at(&self, place: ChatPlace, is_participant: bool) -> bool {
        self.arms(place, is_participant).contains(&true)
    }

    /// May a contact be seen for where its addresses are, whatever its chats: on one of these channels. One
    /// without an address is everybody's who sees contacts.
    pub fn allows_addresses(&self, of_contact: &[ChannelId]) -> bool {
        of_contact.is_empty() || of_contact.iter().any(|id| self.covers(*id))
    }

    /// The reasons for which a chat may be seen, of which one is enough: all are, it is theirs, they take
    /// part, their team has it, they are a member of its channel.
    fn arms(&self, place: ChatPlace, is_participant: bool) -> [bool; 5] {
        match &self.0 {
            Rule::Everything => [true, false, is_participant, false, false],
            Rule::Own { operator_id, team_ids, channel_ids } => [
                false,
                place.operator_id == Some(*operator_id),
                is_participant,
                place.team_id.is_some_and(|id| team_ids.contains(&id)),
                channel_ids.contains(&place.channel_id),
            ],
        }
    }

    /// Are all chats of this channel among them.
    pub fn covers(&self, channel_id: ChannelId) -> bool {
        self.parts().is_none_or(|parts| parts.channel_ids.contains(&channel_id))
    }

    /// Are these all chats.
    pub fn is_everything(&self) -> bool {
        matches!(self.0, Rule::Everything)
    }

    /// What the rule is made of, for SQL and the index; none for all chats.
    pub fn parts(&self) -> Option<VisibilityParts<'_>> {
        match &self.0 {
            Rule::Everything => None,
            Rule::Own { operator_id, team_ids, channel_ids } => {
                Some(VisibilityParts { operator_id: *operator_id, team_ids, channel_ids })
            }
        }
    }
}
