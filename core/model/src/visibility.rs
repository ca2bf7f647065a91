//! The one rule of who may see which chats. It has three renderings: a chat in memory
//! ([`ChatVisibility::allows`]), a condition in SQL (`store::page::visibility`) and the terms of the search
//! index (`search::visibility`). A test generates chats and operators and holds that all three agree.

use crate::{ChannelId, OperatorId, TeamId, chat::Chat};

/// Which chats may be seen. Its parts are private: a further rendering of the rule has to ask for
/// [`ChatVisibility::parts`], and is noticed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChatVisibility(Rule);

#[derive(Clone, Debug, PartialEq, Eq)]
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
    /// The channels that belong to one of their teams, or to no team.
    pub channel_ids: &'a [ChannelId],
}

impl ChatVisibility {
    /// All chats.
    pub fn everything() -> Self {
        Self(Rule::Everything)
    }

    /// The chats of an operator who is in these teams, which these channels belong to.
    pub fn own(
        operator_id: OperatorId,
        team_ids: Vec<TeamId>,
        channel_ids: Vec<ChannelId>,
    ) -> Self {
        Self(Rule::Own { operator_id, team_ids, channel_ids })
    }

    /// May this chat be seen. `is_participant`: the operator takes part in it now.
    pub fn allows(&self, chat: &Chat, is_participant: bool) -> bool {
        match &self.0 {
            Rule::Everything => true,
            Rule::Own { operator_id, team_ids, channel_ids } => {
                is_participant
                    || chat.operator_id == Some(*operator_id)
                    || chat.team_id.is_some_and(|id| team_ids.contains(&id))
                    || channel_ids.contains(&chat.channel_id)
            }
        }
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
