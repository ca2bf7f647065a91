//! The table of the surface: every property, helper and intent with its type and description.

use super::At::{Messages, Timers, Waits};
use super::Kind::{Any, Duration, Flag, Number, Options, Text, Texts, Time, Words};
use super::Owner::{BusinessHours, Operator, Role, Team, Was};
use super::doing as d;
use super::helpers as h;
use super::{Argument, At, Kind, Method, Owner, Property, Word};
use crate::names::Name;
use crate::value::{Handle, IntoValue, Length};

const fn word(word: Word) -> Kind {
    Kind::Word(word)
}

const fn name(name: Name) -> Kind {
    Kind::Name(name)
}

const fn object(owner: Owner) -> Kind {
    Kind::Object(owner)
}

/// A line: owner, name, `or nothing` where it may be absent, type, when it is there, description, getter.
macro_rules! properties {
    (@optional nothing) => { true };
    (@optional) => { false };
    (@at $at:expr) => { $at };
    (@at) => { At::Every };
    ($($owner:ident $name:literal $(or $optional:ident)?: $kind:expr $(, at $at:expr)?; $doc:literal, |$run:pat_param, $subject:pat_param| $read:expr;)+) => {
        &[$(Property {
            owner: Owner::$owner,
            name: $name,
            kind: $kind,
            is_optional: properties!(@optional $($optional)?),
            at: properties!(@at $($at)?),
            doc: $doc,
            read: |$run, $subject| IntoValue::into_value($read),
        }),+]
    };
}

/// Everything that can be read.
pub const PROPERTIES: &[Property] = properties! {
    Event "kind": word(Word::EventKind); "what happened", |run, _| run.facts.event.kind.clone();
    Event "at": Time; "when it happened", |run, _| run.facts.event.at;
    Event "by": word(Word::Author); "who did it", |run, _| run.facts.event.by;
    Event "by_operator" or nothing: name(Name::Operator); "the operator who did it", |run, _| run.facts.event.by_operator.clone();
    Event "by_rule" or nothing: Text; "the rule that did it", |run, _| run.facts.event.by_rule.clone();
    Event "reason" or nothing: Text; "why, where somebody said it", |run, _| run.facts.event.reason.clone();
    Event "timer" or nothing: Text, at Timers; "the timer that ran out", |run, _| run.facts.event.timer.clone();
    Event "changed": Texts(None); "the properties that changed", |run, _| run.facts.event.changed.clone();
    Event "was": object(Was); "what they were before", |_, _| Handle::of(Was);
    Event "step": Number, at Waits; "which of the times in the header it is, from 1", |run, _| run.facts.event.step;
    Event "waited": Duration, at Waits; "how long the chat has waited", |run, _| Length(run.facts.event.waited_ms);
    Was "status" or nothing: word(Word::Status); "the status before, where it changed", |run, _| run.facts.event.was.status;
    Was "priority" or nothing: word(Word::Priority); "the priority before, where it changed", |run, _| run.facts.event.was.priority;
    Was "team" or nothing: name(Name::Team); "the team before, where it changed", |run, _| run.facts.event.was.team.clone();
    Was "operator" or nothing: name(Name::Operator); "the operator before, where that changed", |run, _| run.facts.event.was.operator.clone();

    Chat "number": Number; "its number", |run, _| run.facts.chat.number;
    Chat "status": word(Word::Status); "where it stands", |run, _| run.state().chat.status;
    Chat "waiting_on": word(Word::WaitingOn); "whom it waits for", |run, _| run.state().chat.waiting_on;
    Chat "waiting_for" or nothing: Duration; "how long it has waited", |run, _| run.facts.chat.waiting_since.map(|since| Length(run.at().since_ms(since)));
    Chat "priority": word(Word::Priority); "how urgent it is", |run, _| run.state().chat.priority;
    Chat "last_from": word(Word::Side); "who wrote last", |run, _| run.facts.chat.last_from;
    Chat "handled_by": word(Word::Handler); "who works on it", |run, _| run.state().chat.handled_by();
    Chat "team" or nothing: name(Name::Team); "its team's key", |run, _| run.state().chat.team.clone();
    Chat "operator" or nothing: name(Name::Operator); "its operator's email address", |run, _| run.state().chat.operator.clone();
    Chat "channel": name(Name::Channel); "its channel's key", |run, _| run.facts.channel.key.clone();
    Chat "language" or nothing: Text; "its language, such as \"es\"", |run, _| run.facts.chat.language.clone();
    Chat "subject" or nothing: Text; "its title", |run, _| run.state().chat.subject.clone();
    Chat "close_reason" or nothing: name(Name::CloseReason); "why it was closed, while it is", |run, _| run.state().chat.close_reason.clone();
    Chat "labels": Texts(Some(Name::Label)); "its labels", |run, _| run.state().chat.labels.clone();
    Chat "participants": Texts(Some(Name::Operator)); "the operators in it", |run, _| run.facts.chat.participants.clone();
    Chat "references": Texts(None); "its references", |run, _| run.facts.chat.references.iter().map(|(_, value)| value.clone()).collect::<Vec<_>>();
    Chat "rating" or nothing: Number; "the customer's rating, 1 to 5", |run, _| run.facts.chat.rating;
    Chat "opened_at": Time; "when it was opened", |run, _| run.facts.chat.opened_at;
    Chat "last_message_at" or nothing: Time; "when somebody wrote last", |run, _| run.facts.chat.last_message_at;
    Chat "closed_at" or nothing: Time; "when it was closed, while it is", |run, _| run.state().chat.closed_at;
    Chat "snoozed_until" or nothing: Time; "until when it is put aside", |run, _| run.state().chat.snoozed_until;
    Chat "message_count": Number; "how many messages it has", |run, _| run.facts.chat.message_count;
    Chat "customer_message_count": Number; "how many the customer wrote", |run, _| run.facts.chat.customer_message_count;
    Chat "operator_message_count": Number; "how many operators wrote", |run, _| run.facts.chat.operator_message_count;
    Chat "reopened_count": Number; "how often it was opened again", |run, _| run.facts.chat.reopened_count;
    Chat "escalation_level": Number; "how far it was escalated, 0 for not at all", |run, _| run.state().chat.escalation_level;
    Chat "is_open": Flag; "is it neither closed nor archived", |run, _| run.state().chat.status.is_open();
    Chat "is_new": Flag; "has nobody taken it yet", |run, _| run.state().chat.status == switchboard_model::chat::ChatStatus::New;
    Chat "is_unanswered": Flag; "does the customer wait for an answer", |run, _| run.state().chat.waiting_on == switchboard_model::chat::WaitingOn::Operator;

    Contact "name": Text; "the customer's name", |run, _| run.facts.contact.name.clone();
    Contact "role" or nothing: name(Name::ContactRole); "the customer's role", |run, _| run.facts.contact.role.clone();
    Contact "email" or nothing: Text; "the email address", |run, _| run.facts.contact.email.clone();
    Contact "phone" or nothing: Text; "the phone number", |run, _| run.facts.contact.phone.clone();
    Contact "language" or nothing: Text; "the customer's language", |run, _| run.facts.contact.language.clone();
    Contact "time_zone" or nothing: Text; "the customer's time zone", |run, _| run.facts.contact.time_zone.clone();
    Contact "country" or nothing: Text; "where the customer is, as it is today", |run, _| run.facts.contact.country.clone();
    Contact "channels": Texts(Some(Name::Channel)); "the channels that reach the customer", |run, _| run.facts.contact.channels.clone();
    Contact "chat_count": Number; "how many chats the customer had", |run, _| run.facts.contact.chat_count;
    Contact "open_chat_count": Number; "how many of them are open", |run, _| run.facts.contact.open_chat_count;
    Contact "possible_duplicate_count": Number; "how many contacts may be the same person, as it is today", |run, _| run.facts.contact.possible_duplicate_count;
    Contact "first_seen_at": Time; "when the customer was first here", |run, _| run.facts.contact.first_seen_at;
    Contact "is_blocked": Flag; "may the customer not write", |run, _| run.facts.contact.is_blocked;

    Message "text": Text, at Messages; "what it says", |run, _| run.facts.message.as_ref().map(|message| message.text.clone());
    Message "language" or nothing: Text, at Messages; "its language", |run, _| run.facts.message.as_ref().and_then(|message| message.language.clone());
    Message "from": word(Word::Side), at Messages; "who wrote it", |run, _| run.facts.message.as_ref().map(|message| message.from);
    Message "length": Number, at Messages; "how many characters it has", |run, _| run.facts.message.as_ref().map(|message| h::length(&message.text));
    Message "chosen" or nothing: Text, at Messages; "the button that was pressed", |run, _| run.facts.message.as_ref().and_then(|message| message.chosen.clone());
    Message "is_first": Flag, at Messages; "is it the customer's first in this chat", |run, _| run.facts.message.as_ref().map(|message| message.is_first);
    Message "is_automatic": Flag, at Messages; "did a machine write it", |run, _| run.facts.message.as_ref().map(|message| message.is_automatic);
    Message "attachment_kinds": Texts(None), at Messages; "the kinds of its attachments", |run, _| run.facts.message.as_ref().map(|message| message.attachment_kinds.clone());

    Channel "key": name(Name::Channel); "its key", |run, _| run.facts.channel.key.clone();
    Channel "kind": name(Name::ChannelKind); "its kind, such as \"telegram\"", |run, _| run.facts.channel.kind.clone();
    Channel "name": Text; "its name", |run, _| run.facts.channel.name.clone();

    Now "hour": Number; "the hour of the event, 0 to 23, by the calendar's clocks", |run, _| i64::from(h::local(run).hour());
    Now "minute": Number; "the minute, 0 to 59", |run, _| i64::from(h::local(run).minute());
    Now "weekday": word(Word::Weekday); "the day, such as \"MON\"", |run, _| h::weekday(run);
    Now "date": Text; "the date, such as \"2026-05-31\"", |run, _| h::local(run).date().to_string();

    BusinessHours "is_open": Flag; "is it open now", |run, subject| run.calendar(&h::key(subject)).is_open(run.at());
    BusinessHours "next_open" or nothing: Time; "when it opens next; now, while it is open", |run, subject| run.calendar(&h::key(subject)).next_open(run.at());

    Team "key": name(Name::Team); "its key", |_, subject| h::key(subject);
    Team "name": Text; "its key, as scripts name it", |_, subject| h::key(subject);
    Team "is_online": Flag; "is one of its operators online", |run, subject| h::online(run, subject) > 0;
    Team "online_count": Number; "how many of its operators are online", |run, subject| h::online(run, subject);
    Team "business_hours": object(BusinessHours); "its calendar", |_, subject| Handle { owner: BusinessHours, key: h::key(subject) };
    Team "free_capacity": Number; "how many more chats it takes, as it is today", |run, subject| h::capacity(run, subject);
    Operator "key": name(Name::Operator); "the email address", |_, subject| h::key(subject);
    Operator "name": Text; "the email address, as scripts name it", |_, subject| h::key(subject);
    Operator "is_online": Flag; "is the operator online", |run, subject| h::online(run, subject) > 0;
    Operator "free_capacity": Number; "how many more chats the operator takes, as it is today", |run, subject| h::capacity(run, subject);
    Role "key": name(Name::Role); "its name", |_, subject| h::key(subject);
    Role "name": Text; "its name", |_, subject| h::key(subject);
    Role "is_online": Flag; "is somebody with it online", |run, subject| h::online(run, subject) > 0;
    Role "online_count": Number; "how many with it are online", |run, subject| h::online(run, subject);

    Text "len": Number; "how many characters it has; 0 where it is absent", |_, subject| h::length(&h::text(subject));
    Texts "len": Number; "how many entries it has", |_, subject| h::entries(subject);
    Number "text": Text; "it as a text", |_, subject| subject.to_string();
    Time "text": Text; "it as a text, in UTC", |_, subject| crate::value::shown(subject);
    Duration "text": Text; "it as a text, such as \"30 minutes\"", |_, subject| crate::value::shown(subject);
};

const fn one(name: &'static str, kinds: &'static [Kind]) -> Argument {
    Argument { name, kinds, is_optional: false, is_literal: false, options: &[] }
}

const fn literal(name: &'static str, kinds: &'static [Kind]) -> Argument {
    Argument { is_literal: true, ..one(name, kinds) }
}

const fn options(options: &'static [(&'static str, Kind)]) -> Argument {
    Argument { is_optional: true, options, ..one("options", &[Options]) }
}

const TEXT: &[Kind] = &[Text];
const NUMBER: &[Kind] = &[Number];
const TEAM: &[Kind] = &[object(Team)];
const ANYBODY: &[Kind] = &[object(Team), object(Operator), object(Role)];
const LABEL: &[Kind] = &[name(Name::Label)];
const TEMPLATE: &[Kind] = &[name(Name::Template)];
const REPLY: &[(&str, Kind)] = &[("every", Duration), ("language", Text)];

/// A line: owner, name, arguments, type of the result (`or nothing` where it may be absent), description, function.
macro_rules! methods {
    (@optional nothing) => { true };
    (@optional) => { false };
    (@available absent) => { false };
    (@available) => { true };
    ($is_intent:expr; $($owner:ident $name:literal ($($argument:expr),*) -> $kind:expr $(, or $optional:ident)? $(, server $server:ident)?; $doc:literal, $call:expr;)+) => {
        [$(Method {
            owner: Owner::$owner,
            name: $name,
            arguments: &[$($argument),*],
            kind: $kind,
            is_optional: methods!(@optional $($optional)?),
            is_intent: $is_intent,
            is_available: methods!(@available $($server)?),
            doc: $doc,
            call: $call,
        }),+]
    };
}

const READING: &[Method] = &methods! { false;
    Nothing "minutes" (one("n", NUMBER)) -> Duration; "so many minutes", |call| h::minutes(call, 1);
    Nothing "hours" (one("n", NUMBER)) -> Duration; "so many hours", |call| h::minutes(call, 60);
    Nothing "days" (one("n", NUMBER)) -> Duration; "so many days of 24 hours", |call| h::minutes(call, 1_440);
    Nothing "list" (literal("key", &[name(Name::List)])) -> Words; "a list of words", h::list;
    Nothing "team" (one("key", &[name(Name::Team)])) -> object(Team); "a team", |call| h::named(call, Team);
    Nothing "operator" (one("email", &[name(Name::Operator)])) -> object(Operator); "an operator", |call| h::named(call, Operator);
    Nothing "role" (one("name", &[name(Name::Role)])) -> object(Role); "everybody with a role", |call| h::named(call, Role);
    Nothing "log" (one("text", TEXT)) -> Kind::Nothing; "notes a line in the rule's trace", h::log;
    Nothing "stop" () -> Kind::Nothing; "ends the rules for this event; what was asked for stands", h::stop;
    Chat "has_label" (one("label", LABEL)) -> Flag; "has it this label", h::has_label;
    Chat "reference" (one("kind", &[name(Name::ReferenceKind)])) -> Text, or nothing; "its newest reference of a kind", h::reference;
    Chat "said" (one("template", TEMPLATE)) -> Time, or nothing; "when a template was said last", h::said;
    Contact "attribute" (literal("name", &[name(Name::Attribute)])) -> Any, or nothing; "what the company keeps of the customer", h::attribute;
    Message "mentions" (one("words", &[Text, Words])) -> Flag; "are these words in it, or one of a list", h::mentions;
    Message "matches" (literal("pattern", TEXT)) -> Flag; "is a regular expression found in it", h::matches;
    Message "starts_with" (one("text", TEXT)) -> Flag; "does it begin so", h::message_starts_with;
    Now "is_between" (literal("from", TEXT), literal("to", TEXT)) -> Flag; "is it between two times of the day, such as \"22:00\" and \"06:00\"", h::is_between;
    Text "contains" (one("text", TEXT)) -> Flag; "is the text in it, whatever the case and accents", |call| h::compared(call, |all, part| all.contains(part));
    Text "starts_with" (one("text", TEXT)) -> Flag; "does it begin so, likewise", |call| h::compared(call, |all, part| all.starts_with(part));
    Text "ends_with" (one("text", TEXT)) -> Flag; "does it end so, likewise", |call| h::compared(call, |all, part| all.ends_with(part));
    Text "exactly" (one("text", TEXT)) -> Flag; "is it the same, letter for letter", h::exactly;
    Texts "contains" (one("entry", TEXT)) -> Flag; "is it one of the entries", h::has_entry;
};

const ASKING: &[Method] = &methods! { true;
    Chat "assign" (one("to", &[object(Team), object(Operator)])) -> Kind::Nothing; "gives it to a team or an operator", d::assign;
    Chat "unassign" () -> Kind::Nothing; "takes the assignment back", d::unassign;
    Chat "set_priority" (one("priority", &[word(Word::Priority)])) -> Kind::Nothing; "changes how urgent it is", d::set_priority;
    Chat "add_label" (one("label", LABEL)) -> Kind::Nothing; "puts a label on it", d::add_label;
    Chat "remove_label" (one("label", LABEL)) -> Kind::Nothing; "takes a label off it", d::remove_label;
    Chat "set_subject" (one("subject", TEXT)) -> Kind::Nothing; "gives it a title", d::set_subject;
    Chat "reply" (one("template", TEMPLATE), options(REPLY)) -> Kind::Nothing; "writes to the customer what a template says, at most once in `every` (1 hour)", d::reply;
    Chat "suggest" (one("template", TEMPLATE)) -> Kind::Nothing, server absent; "suggests a template to whoever answers", d::suggest;
    Chat "note" (one("text", TEXT)) -> Kind::Nothing; "writes a note, which never leaves", d::note;
    Chat "notify" (one("who", ANYBODY), one("text", TEXT)) -> Kind::Nothing; "tells a team, an operator or a role", d::notify;
    Chat "escalate" (one("team", TEAM), one("why", TEXT)) -> Kind::Nothing; "gives it to those who can do more", d::escalate;
    Chat "close" (one("reason", &[name(Name::CloseReason)])) -> Kind::Nothing; "closes it with a reason", d::close;
    Chat "reopen" () -> Kind::Nothing; "opens it again", d::reopen;
    Chat "archive" () -> Kind::Nothing; "puts it away; it is closed before", d::archive;
    Chat "snooze" (one("time", &[Duration, Time])) -> Kind::Nothing; "puts it aside for or until a time", d::snooze;
    Chat "ask_rating" () -> Kind::Nothing; "asks the customer how it was, once for each closing", d::ask_rating;
    Chat "start_timer" (one("name", TEXT), one("time", &[Duration]), options(&[("unless", Text)])) -> Kind::Nothing; "starts a timer that ends with `timer.fired`, unless \"customer_writes\" or \"operator_replies\" before", d::start_timer;
    Chat "stop_timer" (one("name", TEXT)) -> Kind::Nothing; "ends a timer", d::stop_timer;
    Chat "call_responder" (one("name", TEXT)) -> Kind::Nothing, server absent; "gives it to a responder", d::unavailable;
    Chat "hand_over" (one("team", TEAM), one("summary", TEXT)) -> Kind::Nothing, server absent; "takes it from the responder", d::unavailable;
    Chat "webhook" (one("name", TEXT), one("data", &[Options])) -> Kind::Nothing, server absent; "sends an event to a configured webhook", d::unavailable;
    Contact "set_attribute" (literal("name", &[name(Name::Attribute)]), one("value", &[Text, Number, Flag])) -> Kind::Nothing; "keeps a value of the customer", d::set_attribute;
};

/// Everything that can be called.
pub const METHODS: &[Method] = &{
    let mut all = [READING[0]; READING.len() + ASKING.len()];
    let mut index = 0;
    while index < all.len() {
        all[index] =
            if index < READING.len() { READING[index] } else { ASKING[index - READING.len()] };
        index += 1;
    }
    all
};
