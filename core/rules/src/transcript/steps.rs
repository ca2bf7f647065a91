//! What each step of a transcript does to the chat, by the desk's own status table.

use super::What;
use super::history::History;
use crate::facts::MessageFacts;
use crate::intent::TimerEnd;
use crate::names::Name;
use crate::surface::{EVENTS, Starts};
use crate::words::did_you_mean;
use switchboard_model::chat::{ChatStatus, WaitingOn};
use switchboard_model::fold;
use switchboard_model::status::{ChatState, ChatTransition, next_state};

impl History<'_> {
    /// Does what a step says.
    pub(super) fn happen(&mut self, what: &What) -> Result<(), String> {
        match what {
            What::Customer(text) => self.customer(text),
            What::Operator(who, text) => self.operator(who, text),
            What::Ai(text) => self.ai(text),
            What::Closed(reason) => self.closed(reason),
            What::Set(property, value) => self.set(property, value),
            What::Event(name) => self.named_event(name),
            What::Expect(_) => Ok(()),
        }
    }

    fn passes(&mut self, act: ChatTransition) -> Result<(), String> {
        let chat = &mut self.chat;
        let is_staffed = chat.operator.is_some() || !chat.participants.is_empty();
        let before = ChatState { status: chat.status, waiting_on: chat.waiting_on };
        let next = next_state(before, act, is_staffed).map_err(|refused| refused.to_string())?;
        if chat.waiting_on != next.waiting_on {
            let is_somebody = next.waiting_on != WaitingOn::Nobody;
            chat.waiting_since = is_somebody.then_some(self.now);
        }
        (chat.status, chat.waiting_on) = (next.status, next.waiting_on);
        Ok(())
    }

    fn message(&mut self, text: &str, from: &'static str) -> MessageFacts {
        let chat = &mut self.chat;
        chat.message_count += 1;
        chat.last_from = from;
        chat.last_message_at = Some(self.now);
        MessageFacts {
            text: text.to_owned(),
            folded: fold::words(text),
            language: chat.language.clone(),
            from,
            is_first: from == "CONTACT" && chat.customer_message_count == 1,
            ..MessageFacts::default()
        }
    }

    /// The chat begins with the first thing that happens in it.
    fn begin(&mut self) -> bool {
        let is_first = !self.has_begun;
        if is_first {
            self.has_begun = true;
            self.chat.opened_at = self.now;
            self.chat.language =
                self.chat.language.take().or_else(|| self.contact.language.clone());
            self.contact.open_chat_count += 1;
        }
        is_first
    }

    fn customer(&mut self, text: &str) -> Result<(), String> {
        let is_first = self.begin();
        let was = self.chat.status;
        self.passes(ChatTransition::CustomerWrote)?;
        let is_reopened = !was.is_open();
        let is_woken = self.chat.snoozed_until.take().is_some();
        let chat = &mut self.chat;
        chat.customer_message_count += 1;
        chat.answered_at = None;
        if is_reopened {
            chat.reopened_count += 1;
            (chat.closed_at, chat.close_reason, chat.is_rating_asked) = (None, None, false);
        }
        self.timers.retain(|timer| timer.until != Some(TimerEnd::CustomerWrites));
        let message = self.message(text, "CONTACT");
        if is_first {
            self.fire("chat.opened", "CONTACT", None);
        }
        if is_reopened {
            let mut event = self.event("chat.reopened", "CONTACT");
            event.was.status = Some(was);
            event.changed = vec!["status"];
            self.tell(&event, None);
        }
        if is_woken {
            self.fire("chat.woken", "CONTACT", None);
        }
        self.fire("message.received", "CONTACT", Some(&message));
        Ok(())
    }

    fn operator(&mut self, who: &str, text: &str) -> Result<(), String> {
        self.desk.names.find(Name::Operator, who)?;
        self.begin();
        let is_new = !self.chat.participants.iter().any(|one| one == who);
        if is_new {
            self.chat.participants.push(who.to_owned());
        }
        self.passes(ChatTransition::OperatorReplied)?;
        let chat = &mut self.chat;
        chat.operator_message_count += 1;
        chat.answered_at = Some(self.now);
        chat.is_handled_by_ai = false;
        self.timers.retain(|timer| timer.until != Some(TimerEnd::OperatorReplies));
        let message = self.message(text, "OPERATOR");
        for kind in ["chat.joined", "message.sent"] {
            let is_message = kind == "message.sent";
            if is_new || is_message {
                let mut event = self.event(kind, "OPERATOR");
                event.by_operator = Some(who.to_owned());
                self.tell(&event, is_message.then_some(&message));
            }
        }
        Ok(())
    }

    fn ai(&mut self, text: &str) -> Result<(), String> {
        self.begin();
        self.passes(ChatTransition::OperatorReplied)?;
        self.chat.answered_at = Some(self.now);
        self.chat.is_handled_by_ai = true;
        let message = self.message(text, "RESPONDER");
        self.fire("message.sent", "RESPONDER", Some(&message));
        Ok(())
    }

    fn closed(&mut self, reason: &str) -> Result<(), String> {
        self.desk.names.find(Name::CloseReason, reason)?;
        self.begin();
        let was = self.chat.status;
        self.passes(ChatTransition::Closed)?;
        let chat = &mut self.chat;
        (chat.closed_at, chat.close_reason) = (Some(self.now), Some(reason.to_owned()));
        (chat.answered_at, chat.snoozed_until) = (None, None);
        self.contact.open_chat_count -= 1;
        self.timers.clear();
        let mut event = self.event("chat.closed", "OPERATOR");
        event.reason = Some(reason.to_owned());
        event.was.status = Some(was);
        event.changed = vec!["status"];
        self.tell(&event, None);
        Ok(())
    }

    fn named_event(&mut self, name: &str) -> Result<(), String> {
        let Some(event) = EVENTS.iter().find(|event| event.name == name) else {
            let hint = did_you_mean(name, EVENTS.iter().map(|event| event.name));
            return Err(format!("there is no event \"{name}\".{hint}"));
        };
        self.begin();
        let mut message = MessageFacts { from: "CONTACT", ..MessageFacts::default() };
        message.language = self.chat.language.clone();
        match event.starts {
            Starts::Happening => {
                if name == "chat.forwarded" && self.chat.status != ChatStatus::Transferred {
                    self.passes(ChatTransition::Forwarded)?;
                    self.chat.transferred_at = Some(self.now);
                }
                if name == "responder.handed_over" {
                    self.chat.is_handled_by_ai = false;
                }
                self.fire(name, "SYSTEM", None);
            }
            Starts::Message => self.fire(name, "SYSTEM", Some(&message)),
            Starts::Wait | Starts::Timer | Starts::Schedule => {
                return Err(format!(
                    "time brings {name} about: let it pass, such as +20m expect …"
                ));
            }
        }
        Ok(())
    }
}
