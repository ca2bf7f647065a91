//! What scripts can read and ask for: one table, from which the engine's getters, the checker's types and
//! the descriptions come.

mod doing;
mod events;
mod helpers;
mod table;

pub use events::{EVENTS, EventKind, Starts, WEEKDAY_WORDS};
pub use table::{METHODS, PROPERTIES};

use crate::names::Name;
use crate::run::{Failure, Run};
use rhai::Dynamic;
use switchboard_model::Permission;
use switchboard_model::chat::{ChatPriority, ChatStatus, WaitingOn};

/// What a property or method belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// Nothing: it is a helper.
    Nothing,
    /// A text, or what may be one and is absent.
    Text,
    /// A list of texts.
    Texts,
    /// A number.
    Number,
    /// A time.
    Time,
    /// A duration.
    Duration,
    /// `event`.
    Event,
    /// `event.was`.
    Was,
    /// `chat`.
    Chat,
    /// `contact`.
    Contact,
    /// `message`.
    Message,
    /// `channel`.
    Channel,
    /// `now`.
    Now,
    /// `business_hours`, of the chat or of a team.
    BusinessHours,
    /// `team(key)`.
    Team,
    /// `operator(email)`.
    Operator,
    /// `role(name)`.
    Role,
}

impl Owner {
    /// What scripts name without a call.
    pub const VARIABLES: [Self; 7] = [
        Self::Event,
        Self::Chat,
        Self::Contact,
        Self::Message,
        Self::Channel,
        Self::Now,
        Self::BusinessHours,
    ];

    /// As scripts and sentences name it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Nothing => "a rule",
            Self::Text => "a text",
            Self::Texts => "a list",
            Self::Number => "a number",
            Self::Time => "a time",
            Self::Duration => "a duration",
            Self::Event => "event",
            Self::Was => "event.was",
            Self::Chat => "chat",
            Self::Contact => "contact",
            Self::Message => "message",
            Self::Channel => "channel",
            Self::Now => "now",
            Self::BusinessHours => "business_hours",
            Self::Team => "team",
            Self::Operator => "operator",
            Self::Role => "role",
        }
    }
}

/// Words of which one stands in a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Word {
    /// A chat's status.
    Status,
    /// Whom a chat waits for.
    WaitingOn,
    /// How urgent a chat is.
    Priority,
    /// Who wrote.
    Side,
    /// Who works on a chat.
    Handler,
    /// Who did something.
    Author,
    /// A day.
    Weekday,
    /// What starts rules.
    EventKind,
}

impl Word {
    /// As it is called in a sentence.
    pub fn noun(self) -> &'static str {
        match self {
            Self::Status => "status",
            Self::WaitingOn => "side that a chat waits for",
            Self::Priority => "priority",
            Self::Side => "side that writes",
            Self::Handler => "way to handle a chat",
            Self::Author => "kind of author",
            Self::Weekday => "weekday",
            Self::EventKind => "event",
        }
    }

    /// All of them.
    pub fn all(self) -> Vec<&'static str> {
        match self {
            Self::Status => ChatStatus::ALL.iter().map(|word| word.as_str()).collect(),
            Self::WaitingOn => WaitingOn::ALL.iter().map(|word| word.as_str()).collect(),
            Self::Priority => ChatPriority::ALL.iter().map(|word| word.as_str()).collect(),
            Self::Side => vec!["CONTACT", "OPERATOR", "RESPONDER", "RULE", "NOBODY"],
            Self::Handler => vec!["QUEUE", "HUMAN", "AI"],
            Self::Author => vec!["CONTACT", "OPERATOR", "RESPONDER", "RULE", "SYSTEM"],
            Self::Weekday => WEEKDAY_WORDS.to_vec(),
            Self::EventKind => EVENTS.iter().map(|event| event.name).collect(),
        }
    }
}

/// What a value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Not known before the rule runs.
    Any,
    /// A text.
    Text,
    /// One of some words.
    Word(Word),
    /// A name.
    Name(Name),
    /// A number.
    Number,
    /// Yes or no.
    Flag,
    /// A point in time.
    Time,
    /// A duration.
    Duration,
    /// A list of texts, or of names.
    Texts(Option<Name>),
    /// A list of words.
    Words,
    /// A map of options.
    Options,
    /// An object.
    Object(Owner),
    /// Nothing.
    Nothing,
}

/// At which events something is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum At {
    /// At all.
    Every,
    /// Where an event is about a message.
    Messages,
    /// Where time has passed.
    Waits,
    /// Where a timer ran out.
    Timers,
}

/// Something that can be read.
#[derive(Clone, Copy)]
pub struct Property {
    /// Of what.
    pub owner: Owner,
    /// Its name.
    pub name: &'static str,
    /// What it is.
    pub kind: Kind,
    /// May it be absent: `()`.
    pub is_optional: bool,
    /// At which events it is there.
    pub at: At,
    /// What it says.
    pub doc: &'static str,
    /// Reads it.
    pub read: fn(&Run, &Dynamic) -> Dynamic,
}

/// One argument of a method.
#[derive(Clone, Copy)]
pub struct Argument {
    /// Its name.
    pub name: &'static str,
    /// What it may be.
    pub kinds: &'static [Kind],
    /// May it be left out.
    pub is_optional: bool,
    /// Must it stand in the script as it is.
    pub is_literal: bool,
    /// The keys that options have.
    pub options: &'static [(&'static str, Kind)],
}

/// Something that can be called.
#[derive(Clone, Copy)]
pub struct Method {
    /// Of what.
    pub owner: Owner,
    /// Its name.
    pub name: &'static str,
    /// Its arguments.
    pub arguments: &'static [Argument],
    /// What comes back.
    pub kind: Kind,
    /// May it be absent.
    pub is_optional: bool,
    /// Does it ask for something, rather than read.
    pub is_intent: bool,
    /// Has this server what it needs.
    pub is_available: bool,
    /// What it does.
    pub doc: &'static str,
    /// Does it.
    pub call: fn(&Call<'_>) -> Result<Dynamic, Failure>,
}

impl Method {
    /// What somebody needs who has a rule do it.
    pub fn permission(&self) -> Option<Permission> {
        Some(match self.name {
            _ if !self.is_intent => return None,
            "assign" | "unassign" => Permission::ChatAssign,
            "set_priority" | "close" | "reopen" => Permission::ChatClose,
            "add_label" | "remove_label" => Permission::ChatLabel,
            "set_subject" | "reply" | "suggest" | "ask_rating" => Permission::ChatReply,
            "note" | "notify" => Permission::ChatNote,
            "escalate" => Permission::ChatEscalate,
            "archive" => Permission::ChatArchive,
            "snooze" => Permission::ChatSnooze,
            "set_attribute" => Permission::ContactUpdate,
            _ => return None,
        })
    }
}

/// A method as it is called.
pub struct Call<'a> {
    /// The run.
    pub run: &'a Run,
    /// What it is called on.
    pub subject: &'a Dynamic,
    /// Its arguments.
    pub arguments: &'a [&'a Dynamic],
    /// The line, from 1.
    pub line: usize,
}

/// The properties of an owner.
pub fn properties(owner: Owner) -> impl Iterator<Item = &'static Property> {
    PROPERTIES.iter().filter(move |property| property.owner == owner)
}

/// The methods of an owner.
pub fn methods(owner: Owner) -> impl Iterator<Item = &'static Method> {
    METHODS.iter().filter(move |method| method.owner == owner)
}
