//! What a rule asks for, as it is recorded and as a transcript names it.

use crate::facts::AttributeValue;
use crate::words;
use switchboard_model::Timestamp;
use switchboard_model::chat::ChatPriority;

/// One thing that a rule asks for, by the names that scripts say.
#[derive(Clone, Debug, PartialEq)]
pub enum Intent {
    /// Give it to a team.
    AssignTeam(String),
    /// Give it to an operator.
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
        /// The template.
        template: String,
        /// The language, where the rule chose it.
        language: Option<String>,
    },
    /// Suggest a template to whoever answers.
    Suggest(String),
    /// Write for operators.
    Note(String),
    /// Tell somebody.
    Notify {
        /// A team, an operator or a role.
        who: String,
        /// What.
        text: String,
    },
    /// Give it to those who can do more.
    Escalate {
        /// The team.
        team: String,
        /// Why.
        why: String,
    },
    /// Close it with a reason.
    Close(String),
    /// Open it again.
    Reopen,
    /// Put it away.
    Archive,
    /// Put it aside.
    Snooze(Timestamp),
    /// Ask the customer how it was.
    AskRating,
    /// Start a timer.
    StartTimer {
        /// Its name.
        name: String,
        /// When it runs out.
        due: Timestamp,
        /// What ends it before.
        until: Option<TimerEnd>,
    },
    /// End a timer.
    StopTimer(String),
    /// Put a value among the contact's attributes.
    SetAttribute {
        /// The attribute.
        key: String,
        /// The value.
        value: AttributeValue,
    },
}

/// What ends a timer before it runs out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimerEnd {
    /// The customer writes.
    CustomerWrites,
    /// An operator replies.
    OperatorReplies,
}

impl TimerEnd {
    /// The words of scripts.
    pub const WORDS: [(&str, Self); 2] =
        [("customer_writes", Self::CustomerWrites), ("operator_replies", Self::OperatorReplies)];
}

/// An intent with the line that asked for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Recorded {
    /// The line, from 1.
    pub line: usize,
    /// What is asked for.
    pub intent: Intent,
}

impl Intent {
    /// The ways in which a transcript may name it: in short, and with its text.
    pub fn names(&self) -> Vec<String> {
        let with_text = |short: String, text: &str| vec![short.clone(), format!("{short}: {text}")];
        match self {
            Self::AssignTeam(team) => vec![format!("team {team}")],
            Self::AssignOperator(operator) => vec![format!("operator {operator}")],
            Self::Unassign => vec!["unassigned".to_owned()],
            Self::SetPriority(priority) => vec![format!("priority {priority}")],
            Self::AddLabel(label) => vec![format!("label {label}")],
            Self::RemoveLabel(label) => vec![format!("no label {label}")],
            Self::SetSubject(subject) => with_text("subject".to_owned(), subject),
            Self::Reply { template, .. } => vec![format!("reply {template}")],
            Self::Suggest(template) => vec![format!("suggest {template}")],
            Self::Note(text) => with_text("note".to_owned(), text),
            Self::Notify { who, text } => with_text(format!("notify {who}"), text),
            Self::Escalate { team, why } => with_text(format!("escalate {team}"), why),
            Self::Close(reason) => vec![format!("close {reason}")],
            Self::Reopen => vec!["reopen".to_owned()],
            Self::Archive => vec!["archive".to_owned()],
            Self::Snooze(_) => vec!["snooze".to_owned()],
            Self::AskRating => vec!["ask rating".to_owned()],
            Self::StartTimer { name, .. } => vec![format!("timer {name}")],
            Self::StopTimer(name) => vec![format!("no timer {name}")],
            Self::SetAttribute { key, value } => {
                let value = match value {
                    AttributeValue::Text(text) => text.clone(),
                    AttributeValue::Number(number) => number.to_string(),
                    AttributeValue::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
                };
                vec![format!("attribute {key} {}", words::cut(&value))]
            }
        }
    }
}
