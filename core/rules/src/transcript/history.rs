//! A chat that is folded from steps, with the rules that its events start and what falls due between them.

use super::{Case, Got, Step, When};
use crate::engine::Engine;
use crate::facts::{
    ChannelFacts, ChatFacts, ContactFacts, DeskFacts, EventFacts, Facts, MessageFacts,
};
use crate::header::{Start, Wait};
use crate::hours::Calendar;
use crate::intent::{Intent, Recorded, TimerEnd};
use crate::limits::{CHAIN_MAX, DUE_MAX};
use crate::rule::Rule;
use crate::run::Failure;
use crate::surface::Starts;
use jiff::ToSpan;
use jiff::civil::{Weekday, date};
use std::collections::HashSet;
use std::sync::Arc;
use switchboard_model::Timestamp;
use switchboard_model::chat::{ChatStatus, WaitingOn};

/// A chat as its case has brought it about.
pub struct History<'a> {
    pub(super) now: Timestamp,
    pub(super) chat: ChatFacts,
    pub(super) contact: ContactFacts,
    pub(super) channel: ChannelFacts,
    pub(super) desk: Arc<DeskFacts>,
    pub(super) has_begun: bool,
    pub(super) timers: Vec<Timer>,
    clocks: Calendar,
    rules: Vec<&'a Rule>,
    engine: &'a mut Engine,
    got: Got,
    last: Option<Facts>,
    fired: HashSet<(String, &'static str, usize, Timestamp)>,
}

/// A timer that a rule started.
pub(super) struct Timer {
    rule: String,
    name: String,
    due: Timestamp,
    pub(super) until: Option<TimerEnd>,
}

/// What falls due.
enum Due<'a> {
    Wait { rule: &'a Rule, start: &'a Start, step: usize, since: Timestamp },
    Timer(usize),
    Waking,
}

impl<'a> History<'a> {
    /// Begins on a Monday.
    pub fn new(
        case: &Case,
        desk: Arc<DeskFacts>,
        rules: Vec<&'a Rule>,
        engine: &'a mut Engine,
    ) -> Self {
        let clocks = case.settings.hours.first().map(|(_, calendar)| calendar.clone());
        let clocks = clocks.unwrap_or_default();
        let begin = clocks.zone().to_ambiguous_timestamp(date(2026, 3, 2).at(0, 0, 0, 0));
        let now = begin.compatible().map_or(Timestamp(0), |at| Timestamp(at.as_millisecond()));
        let key = case.settings.channel.clone();
        let key = key.or_else(|| {
            desk.names.all(crate::names::Name::Channel).first().map(|k| (*k).to_owned())
        });
        let key = key.unwrap_or_else(|| "web".to_owned());
        let kind = desk.names.kind_of_channel(&key).unwrap_or("web").to_owned();
        let mut history = Self {
            now,
            chat: ChatFacts::opened(1, now),
            contact: ContactFacts {
                name: "Ana".to_owned(),
                first_seen_at: now,
                chat_count: 1,
                ..ContactFacts::default()
            },
            channel: ChannelFacts { name: key.clone(), key: key.clone(), kind },
            desk,
            has_begun: false,
            timers: Vec::new(),
            clocks,
            rules,
            engine,
            got: Vec::new(),
            last: None,
            fired: HashSet::new(),
        };
        history.contact.channels.push(key);
        history
    }

    /// What the rules asked for since this was asked last.
    pub fn take(&mut self) -> Got {
        std::mem::take(&mut self.got)
    }

    /// The picture that a rule saw last.
    pub fn last_facts(&self) -> Option<&Facts> {
        self.last.as_ref()
    }

    /// Does a step: first what falls due until then.
    pub fn step(&mut self, step: &Step) -> Result<(), String> {
        if !matches!(step.what, super::What::Expect(_)) && self.got.is_empty() {
            self.last = None;
        }
        if let Some(when) = step.when {
            let at = self.moment(when)?;
            self.pass_until(at)?;
        }
        self.happen(&step.what)
    }

    fn moment(&self, when: When) -> Result<Timestamp, String> {
        let (day, time) = match when {
            When::Later(length) => return Ok(self.now.plus_ms(length)),
            When::Clock(day, time) => (day, time),
        };
        let local = self.clocks.local(self.now);
        let mut days = 0;
        if let Some(day) = day {
            days = i64::from(local.weekday().until(day));
            if days == 0 && time < local.time() {
                days = i64::from(Weekday::Monday.until(Weekday::Sunday)) + 1;
            }
        } else if time < local.time() {
            return Err(
                "the time goes back: write the weekday before it, such as Tue 09:00".to_owned()
            );
        }
        let date = local.date().checked_add(days.days()).map_err(|error| error.to_string())?;
        let instant = self.clocks.zone().to_ambiguous_timestamp(date.to_datetime(time));
        let instant = instant.compatible().map_err(|error| error.to_string())?;
        Ok(Timestamp(instant.as_millisecond()))
    }

    fn pass_until(&mut self, end: Timestamp) -> Result<(), String> {
        for _ in 0..DUE_MAX {
            let Some((at, due)) = self.next_due().filter(|(at, _)| *at <= end) else {
                self.now = end;
                return Ok(());
            };
            self.now = self.now.max(at);
            match due {
                Due::Waking => {
                    self.chat.snoozed_until = None;
                    self.fire("chat.woken", "SYSTEM", None);
                }
                Due::Timer(index) => {
                    let timer = self.timers.swap_remove(index);
                    let mut event = self.event("timer.fired", "SYSTEM");
                    event.timer = Some(timer.name);
                    self.ask(&event, None, 0, |rule| rule.key == timer.rule);
                }
                Due::Wait { rule, start, step, since } => {
                    let (key, name) = (rule.key.clone(), start.event.name);
                    self.fired.insert((key.clone(), name, step, since));
                    let mut event = self.event(name, "SYSTEM");
                    event.step = i64::try_from(step).unwrap_or_default() + 1;
                    event.waited_ms = self.now.since_ms(since);
                    self.ask(&event, None, 0, |rule| rule.key == key);
                }
            }
        }
        Err("too much falls due in this time: write more steps".to_owned())
    }

    /// What falls due first.
    fn next_due(&self) -> Option<(Timestamp, Due<'a>)> {
        let mut all: Vec<(Timestamp, Due<'a>)> = Vec::new();
        all.extend(self.chat.snoozed_until.map(|at| (at, Due::Waking)));
        let timers = self.timers.iter().enumerate();
        all.extend(timers.map(|(index, timer)| (timer.due, Due::Timer(index))));
        for &rule in &self.rules {
            for start in rule.header.on.iter().filter(|start| start.event.starts == Starts::Wait) {
                let Some(since) = self.since(start.event.name).filter(|_| self.has_begun) else {
                    continue;
                };
                for (step, wait) in start.waits.iter().enumerate() {
                    let fired = (rule.key.clone(), start.event.name, step, since);
                    if !self.fired.contains(&fired)
                        && let Some(at) = self.due(since, *wait)
                    {
                        all.push((at, Due::Wait { rule, start, step, since }));
                    }
                }
            }
        }
        all.into_iter().min_by_key(|(at, _)| *at)
    }

    fn due(&self, since: Timestamp, wait: Wait) -> Option<Timestamp> {
        if !wait.is_business {
            return Some(since.plus_ms(wait.milliseconds));
        }
        let keys = self.chat.team.as_deref().into_iter().chain([self.channel.key.as_str()]);
        self.desk.calendar(keys).after(since, wait.milliseconds)
    }

    /// Since when a state lasts that is waited for.
    fn since(&self, event: &str) -> Option<Timestamp> {
        let chat = &self.chat;
        match event {
            "waiting_on_operator" if chat.waiting_on == WaitingOn::Operator => chat.waiting_since,
            "customer_silent" if chat.waiting_on == WaitingOn::Customer => chat.answered_at,
            "transferred_for" if chat.status == ChatStatus::Transferred => chat.transferred_at,
            "closed_for" if !chat.status.is_open() => chat.closed_at,
            "opened_for" if chat.status.is_open() => Some(chat.opened_at),
            _ => None,
        }
    }

    /// An event that happens now.
    pub(super) fn event(&self, kind: &str, by: &'static str) -> EventFacts {
        EventFacts { kind: kind.to_owned(), at: self.now, by, ..EventFacts::default() }
    }

    /// Lets an event happen that needs no more words.
    pub(super) fn fire(&mut self, kind: &str, by: &'static str, message: Option<&MessageFacts>) {
        let event = self.event(kind, by);
        self.tell(&event, message);
    }

    /// Lets an event happen.
    pub(super) fn tell(&mut self, event: &EventFacts, message: Option<&MessageFacts>) {
        self.ask(event, message, 0, |_| true);
    }

    /// Asks the rules that listen, in their order; then what they did happens.
    fn ask(
        &mut self,
        event: &EventFacts,
        message: Option<&MessageFacts>,
        depth: usize,
        is_meant: impl Fn(&Rule) -> bool,
    ) {
        let mut done: Vec<(String, Recorded)> = Vec::new();
        for rule in self.rules.clone() {
            if !is_meant(rule) || !rule.hears(event, &self.channel) {
                continue;
            }
            let facts = Facts {
                event: event.clone(),
                chat: self.chat.clone(),
                contact: self.contact.clone(),
                message: message.cloned(),
                channel: self.channel.clone(),
                desk: Arc::clone(&self.desk),
            };
            self.last = Some(facts.clone());
            let ran = self.engine.run(&rule.script, facts);
            (self.chat, self.contact) = (ran.chat, ran.contact);
            for recorded in ran.intents {
                self.got.push(recorded.intent.names());
                done.push((rule.key.clone(), recorded));
            }
            if let Some((line, failure)) = ran.failure {
                let (word, why) = match failure {
                    Failure::Refused(why) => ("refused", why),
                    Failure::Failed(why) => ("failed", why),
                };
                self.got.push(vec![format!("{word} at line {line}: {why}")]);
            }
            if ran.is_stopped {
                self.got.push(vec!["stop".to_owned()]);
                break;
            }
        }
        for (rule, recorded) in done {
            self.follow(&rule, recorded.intent, depth);
        }
    }

    /// What follows from what a rule asked for.
    fn follow(&mut self, rule: &str, intent: Intent, depth: usize) {
        let kind = match intent {
            Intent::AssignTeam(_) | Intent::AssignOperator(_) | Intent::Unassign => "chat.assigned",
            Intent::SetPriority(_) | Intent::SetSubject(_) => "chat.updated",
            Intent::AddLabel(_) | Intent::RemoveLabel(_) => "chat.labelled",
            Intent::Escalate { .. } => "chat.escalated",
            Intent::Close(_) => {
                self.timers.clear();
                "chat.closed"
            }
            Intent::Reopen => "chat.reopened",
            Intent::Snooze(_) => "chat.snoozed",
            Intent::SetAttribute { .. } => "contact.updated",
            Intent::Reply { .. } => {
                self.chat.message_count += 1;
                "message.sent"
            }
            Intent::StartTimer { name, due, until } => {
                self.timers.retain(|timer| timer.rule != rule || timer.name != name);
                self.timers.push(Timer { rule: rule.to_owned(), name, due, until });
                return;
            }
            Intent::StopTimer(name) => {
                self.timers.retain(|timer| timer.rule != rule || timer.name != name);
                return;
            }
            Intent::Suggest(_)
            | Intent::Note(_)
            | Intent::Notify { .. }
            | Intent::Archive
            | Intent::AskRating => return,
        };
        if depth + 1 >= CHAIN_MAX {
            return;
        }
        let mut event = self.event(kind, "RULE");
        event.by_rule = Some(rule.to_owned());
        let message = MessageFacts { from: "RULE", ..MessageFacts::default() };
        let message = (kind == "message.sent").then_some(&message);
        self.ask(&event, message, depth + 1, |_| true);
    }
}
