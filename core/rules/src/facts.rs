//! The frozen picture that a rule reads: one event, and the chat right after it.

use crate::hours::Calendar;
use crate::names::Names;
use std::collections::BTreeMap;
use std::sync::Arc;
use switchboard_model::Timestamp;
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};

/// Everything that a rule may read at one event.
#[derive(Clone, Debug)]
pub struct Facts {
    /// What happened.
    pub event: EventFacts,
    /// The chat after it.
    pub chat: ChatFacts,
    /// Its customer.
    pub contact: ContactFacts,
    /// The message that it is about.
    pub message: Option<MessageFacts>,
    /// The channel of the chat.
    pub channel: ChannelFacts,
    /// Who works here, and when.
    pub desk: Arc<DeskFacts>,
}

/// What happened.
#[derive(Clone, Debug, Default)]
pub struct EventFacts {
    /// Its kind, such as `chat.opened`.
    pub kind: String,
    /// When.
    pub at: Timestamp,
    /// Who did it: CONTACT, OPERATOR, RESPONDER, RULE or SYSTEM.
    pub by: &'static str,
    /// The operator who did it.
    pub by_operator: Option<String>,
    /// The rule that did it.
    pub by_rule: Option<String>,
    /// Why, as far as somebody said it.
    pub reason: Option<String>,
    /// The timer that ran out.
    pub timer: Option<String>,
    /// The properties that changed.
    pub changed: Vec<&'static str>,
    /// What they were before.
    pub was: Was,
    /// Which of the rule's steps of time it is, from 1.
    pub step: i64,
    /// How long the chat has waited, in milliseconds.
    pub waited_ms: i64,
}

/// What a chat was before an event.
#[derive(Clone, Debug, Default)]
pub struct Was {
    /// The status.
    pub status: Option<ChatStatus>,
    /// The priority.
    pub priority: Option<ChatPriority>,
    /// The team.
    pub team: Option<String>,
    /// The operator.
    pub operator: Option<String>,
}

/// A chat.
#[derive(Clone, Debug)]
pub struct ChatFacts {
    /// Its number.
    pub number: i64,
    /// Its status.
    pub status: ChatStatus,
    /// Whom it waits for.
    pub waiting_on: WaitingOn,
    /// Since when.
    pub waiting_since: Option<Timestamp>,
    /// Its priority.
    pub priority: ChatPriority,
    /// Who wrote last: CONTACT, OPERATOR, RESPONDER or NOBODY.
    pub last_from: &'static str,
    /// Has a responder answered it, with no operator in it.
    pub is_handled_by_ai: bool,
    /// The team's key.
    pub team: Option<String>,
    /// The operator's email address.
    pub operator: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The subject.
    pub subject: Option<String>,
    /// Why it was closed.
    pub close_reason: Option<String>,
    /// Its labels.
    pub labels: Vec<String>,
    /// Who takes part.
    pub participants: Vec<String>,
    /// Its references, with their kinds.
    pub references: Vec<(String, String)>,
    /// The customer's rating.
    pub rating: Option<i64>,
    /// When it was opened.
    pub opened_at: Timestamp,
    /// When somebody wrote last.
    pub last_message_at: Option<Timestamp>,
    /// When it was closed.
    pub closed_at: Option<Timestamp>,
    /// Until when it is put aside.
    pub snoozed_until: Option<Timestamp>,
    /// When operator or responder answered, while the customer is waited for.
    pub answered_at: Option<Timestamp>,
    /// When it was offered to somebody.
    pub transferred_at: Option<Timestamp>,
    /// Messages.
    pub message_count: i64,
    /// Messages of the customer.
    pub customer_message_count: i64,
    /// Messages of operators.
    pub operator_message_count: i64,
    /// How often it was opened again.
    pub reopened_count: i64,
    /// How far it was escalated.
    pub escalation_level: i64,
    /// When which template was said last.
    pub said: BTreeMap<String, Timestamp>,
    /// Was the customer asked for a rating since it was closed.
    pub is_rating_asked: bool,
}

/// A customer.
#[derive(Clone, Debug, Default)]
pub struct ContactFacts {
    /// The name.
    pub name: String,
    /// The role.
    pub role: Option<String>,
    /// The email address.
    pub email: Option<String>,
    /// The phone number.
    pub phone: Option<String>,
    /// The language.
    pub language: Option<String>,
    /// The time zone.
    pub time_zone: Option<String>,
    /// The country.
    pub country: Option<String>,
    /// What the company keeps of them.
    pub attributes: BTreeMap<String, AttributeValue>,
    /// The channels that they can be reached by.
    pub channels: Vec<String>,
    /// Their chats.
    pub chat_count: i64,
    /// Those that are open.
    pub open_chat_count: i64,
    /// Contacts that may be the same person.
    pub possible_duplicate_count: i64,
    /// When they were first here.
    pub first_seen_at: Timestamp,
    /// May they not write.
    pub is_blocked: bool,
}

/// The value of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum AttributeValue {
    /// A text, a choice, a day, an address.
    Text(String),
    /// A number.
    Number(rust_decimal::Decimal),
    /// Yes or no.
    Flag(bool),
}

/// A message.
#[derive(Clone, Debug, Default)]
pub struct MessageFacts {
    /// The text.
    pub text: String,
    /// The text as it is searched.
    pub folded: String,
    /// Its language.
    pub language: Option<String>,
    /// Who wrote it: CONTACT, OPERATOR, RESPONDER or RULE.
    pub from: &'static str,
    /// The button that was pressed.
    pub chosen: Option<String>,
    /// Is it the customer's first in this chat.
    pub is_first: bool,
    /// Did a machine write it.
    pub is_automatic: bool,
    /// The kinds of its attachments.
    pub attachment_kinds: Vec<String>,
}

/// A channel.
#[derive(Clone, Debug, Default)]
pub struct ChannelFacts {
    /// Its key.
    pub key: String,
    /// Its connector's kind.
    pub kind: String,
    /// Its name.
    pub name: String,
}

/// Who works here, and when.
#[derive(Clone, Debug, Default)]
pub struct DeskFacts {
    /// The names that there are.
    pub names: Names,
    /// Calendars by the key of their team or channel, and `default`.
    pub calendars: BTreeMap<String, Calendar>,
    /// How many operators are online, by the key of their team, role or own address.
    pub online: BTreeMap<String, i64>,
    /// How many more chats they would take, likewise.
    pub capacity: BTreeMap<String, i64>,
}

impl DeskFacts {
    /// The calendar of the first key that has one, else the default's.
    pub fn calendar<'a>(&self, keys: impl IntoIterator<Item = &'a str>) -> Calendar {
        let own = keys.into_iter().find_map(|key| self.calendars.get(key));
        own.or_else(|| self.calendars.get("default")).cloned().unwrap_or_default()
    }
}

impl ChatFacts {
    /// A chat in which nothing has been said yet.
    pub fn opened(number: i64, at: Timestamp) -> Self {
        Self {
            number,
            status: ChatStatus::New,
            waiting_on: WaitingOn::Nobody,
            waiting_since: None,
            priority: ChatPriority::Normal,
            last_from: "NOBODY",
            is_handled_by_ai: false,
            team: None,
            operator: None,
            language: None,
            subject: None,
            close_reason: None,
            labels: Vec::new(),
            participants: Vec::new(),
            references: Vec::new(),
            rating: None,
            opened_at: at,
            last_message_at: None,
            closed_at: None,
            snoozed_until: None,
            answered_at: None,
            transferred_at: None,
            message_count: 0,
            customer_message_count: 0,
            operator_message_count: 0,
            reopened_count: 0,
            escalation_level: 0,
            said: BTreeMap::new(),
            is_rating_asked: false,
        }
    }

    /// Who works on it: QUEUE, HUMAN or AI.
    pub fn handled_by(&self) -> &'static str {
        match (self.operator.is_some() || !self.participants.is_empty(), self.is_handled_by_ai) {
            (true, _) => "HUMAN",
            (false, true) => "AI",
            (false, false) => "QUEUE",
        }
    }
}
