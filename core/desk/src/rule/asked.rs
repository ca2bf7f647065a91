//! What a rule asks for, by the names that rules say. Names are looked up when it is done: what is gone by then refuses
//! it.

use serde_json::Value;
use switchboard_model::Timestamp;
use switchboard_model::chat::ChatPriority;
use switchboard_model::rule::RuleTimerEnd;

/// One thing that a rule asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// Give the chat to the team of this key.
    AssignTeam(String),
    /// Give it to the operator of this address.
    AssignOperator(String),
    /// Take the assignment back.
    Unassign,
    /// Change how urgent it is.
    SetPriority(ChatPriority),
    /// Put a label on it.
    AddLabel(String),
    /// Take a label off it.
    RemoveLabel(String),
    /// Give it a title.
    SetSubject(String),
    /// Write to the customer what a template says.
    Reply {
        /// The template's shortcut.
        template: String,
        /// The language, where the rule chose it.
        locale: Option<String>,
    },
    /// Write a note.
    Note(String),
    /// Tell a team, an operator or everybody with a role.
    Notify {
        /// The team's key, the address or the role's name.
        who: String,
        /// What.
        text: String,
    },
    /// Give it to a team that can do more.
    Escalate {
        /// The team's key.
        team: String,
        /// Why.
        why: String,
    },
    /// Close it.
    Close(String),
    /// Open it again.
    Reopen,
    /// Put it away.
    Archive,
    /// Put it aside until then.
    Snooze(Timestamp),
    /// Ask the customer how it was.
    AskRating,
    /// Start a timer.
    StartTimer {
        /// Its name.
        name: String,
        /// When it runs out.
        due_at: Timestamp,
        /// What ends it before.
        until: Option<RuleTimerEnd>,
    },
    /// End a timer.
    StopTimer(String),
    /// Put a value among the contact's attributes.
    SetAttribute {
        /// The attribute's key.
        key: String,
        /// The value.
        value: Value,
    },
}

impl Asked {
    /// Does a word of the customer or of an operator that came meanwhile make it pointless.
    pub(super) fn is_over_after_a_message(&self) -> bool {
        matches!(self, Self::Reply { .. } | Self::Close(_) | Self::Snooze(_) | Self::AskRating)
    }
}
