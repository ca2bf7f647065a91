//! The events that start rules.

/// How an event starts rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Starts {
    /// When it happens.
    Happening,
    /// When it happens; it is about a message.
    Message,
    /// When a state has lasted for a time that the header says.
    Wait,
    /// When a timer that the header names ran out.
    Timer,
    /// At times that the header says.
    Schedule,
}

/// An event that rules may name.
#[derive(Clone, Copy, Debug)]
pub struct EventKind {
    /// Its name.
    pub name: &'static str,
    /// How it starts rules.
    pub starts: Starts,
    /// Has this server what it needs.
    pub is_available: bool,
    /// When it happens.
    pub doc: &'static str,
}

const fn event(name: &'static str, starts: Starts, doc: &'static str) -> EventKind {
    EventKind { name, starts, is_available: true, doc }
}

/// Days as headers and `now.weekday` say them.
pub const WEEKDAY_WORDS: [&str; 7] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

use Starts::{Happening, Message, Schedule, Timer, Wait};

/// All of them.
pub const EVENTS: &[EventKind] = &[
    event("chat.opened", Happening, "a chat began, with its first message"),
    event("chat.reopened", Happening, "a closed chat was opened again"),
    event("chat.assigned", Happening, "it was given to a team or operator, or taken back"),
    event("chat.joined", Happening, "an operator joined"),
    event("chat.left", Happening, "an operator left"),
    event("chat.forwarded", Happening, "it was offered to somebody"),
    event("chat.escalated", Happening, "it was given to those who can do more"),
    event("chat.queued", Happening, "it came into a queue"),
    event("chat.updated", Happening, "its priority, subject or language changed"),
    event("chat.labelled", Happening, "a label was put on or taken off"),
    event("chat.snoozed", Happening, "it was put aside"),
    event("chat.woken", Happening, "it is no longer put aside"),
    event("chat.closed", Happening, "it was closed"),
    event("chat.rated", Happening, "the customer rated it"),
    event("message.received", Message, "the customer wrote"),
    event("message.sent", Message, "somebody else wrote to the customer"),
    event("message.edited", Message, "a text was changed, or came late"),
    event("delivery.failed", Message, "a message did not reach the customer"),
    EventKind {
        is_available: false,
        ..event("responder.handed_over", Happening, "a responder gave the chat to operators")
    },
    EventKind {
        is_available: false,
        ..event("sla.warned", Happening, "a target is nearly missed")
    },
    EventKind { is_available: false, ..event("sla.breached", Happening, "a target is missed") },
    event("contact.updated", Happening, "the customer's data changed, once for each open chat"),
    event("waiting_on_operator", Wait, "the first unanswered message is that old"),
    event("customer_silent", Wait, "the last answer is that old, and the customer is waited for"),
    event("transferred_for", Wait, "it has been offered for that long"),
    event("closed_for", Wait, "it has been closed for that long"),
    event("opened_for", Wait, "it was opened that long ago"),
    event("timer.fired", Timer, "a timer that a rule started ran out"),
    EventKind {
        is_available: false,
        ..event("every", Schedule, "on these days at this time, for each chat of `@chats`")
    },
];
