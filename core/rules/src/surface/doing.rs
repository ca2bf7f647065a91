//! What the surface's table asks for: each intent is checked, recorded, and seen by the lines below it.

use super::{Call, Owner, Word};
use crate::facts::AttributeValue;
use crate::intent::{Intent, TimerEnd};
use crate::limits::{
    NOTE_MAX_BYTES, NOTIFICATION_MAX_CHARACTERS, REPLY_EVERY_MS, SUBJECT_MAX_CHARACTERS,
    TIMER_MIN_MS, TIMER_NAME_MAX_BYTES, WAIT_MAX_MS,
};
use crate::names::Name;
use crate::run::Failure;
use crate::value::{self, Handle, Length, Time};
use crate::words::did_you_mean;
use rhai::Dynamic;
use switchboard_model::attribute_kind::AttributeType;
use switchboard_model::chat::{ChatPriority, ChatStatus};
use switchboard_model::limits::{CHAT_LABELS_MAX, ESCALATION_LEVEL_MAX};
use switchboard_model::status::{ChatState, ChatTransition, next_state};

type Outcome = Result<Dynamic, Failure>;

fn failed(text: impl Into<String>) -> Failure {
    Failure::Failed(text.into())
}

impl Call<'_> {
    fn record(&self, intent: Intent) -> Outcome {
        self.run.record(self.line, intent).map(|()| Dynamic::UNIT)
    }

    /// Moves the chat by the status table, which may refuse it.
    fn passes(&self, act: ChatTransition) -> Result<(), Failure> {
        let mut state = self.run.state();
        let chat = &mut state.chat;
        let is_staffed = chat.operator.is_some() || !chat.participants.is_empty();
        let before = ChatState { status: chat.status, waiting_on: chat.waiting_on };
        let next = next_state(before, act, is_staffed)
            .map_err(|refused| Failure::Refused(refused.to_string()))?;
        (chat.status, chat.waiting_on) = (next.status, next.waiting_on);
        Ok(())
    }

    /// Refuses what only an open chat takes.
    fn needs_open(&self, done: &str) -> Result<(), Failure> {
        let status = self.run.state().chat.status;
        if status.is_open() {
            return Ok(());
        }
        let status = if status == ChatStatus::Closed { "closed" } else { "archived" };
        Err(Failure::Refused(format!(
            "the chat is {status} and cannot be {done}: open it again first"
        )))
    }

    fn bounded(&self, index: usize, characters: usize) -> Result<String, Failure> {
        let text = self.text(index)?;
        let count = text.chars().count();
        if text.trim().is_empty() {
            return Err(failed("the text is empty"));
        }
        if count > characters {
            return Err(failed(format!(
                "the text has {count} characters, {characters} are allowed"
            )));
        }
        Ok(text)
    }

    fn option(&self, index: usize, key: &str) -> Option<Dynamic> {
        let map = self.arguments.get(index)?.as_map_ref().ok()?;
        map.get(key).cloned()
    }
}

/// Gives the chat to a team or an operator.
pub fn assign(call: &Call<'_>) -> Outcome {
    let to = call.value::<Handle>(0).ok_or_else(|| failed("a team or an operator is missing"))?;
    call.needs_open("assigned")?;
    if to.owner == Owner::Operator {
        call.passes(ChatTransition::Taken)?;
        call.run.state().chat.operator = Some(to.key.clone());
        return call.record(Intent::AssignOperator(to.key));
    }
    call.run.state().chat.team = Some(to.key.clone());
    call.record(Intent::AssignTeam(to.key))
}

/// Takes the assignment back.
pub fn unassign(call: &Call<'_>) -> Outcome {
    call.run.state().chat.operator = None;
    call.passes(ChatTransition::Released)?;
    call.record(Intent::Unassign)
}

/// Changes the priority.
pub fn set_priority(call: &Call<'_>) -> Outcome {
    let word = call.text(0)?;
    let priority: ChatPriority = word.parse().map_err(|_| {
        failed(format!("\"{word}\" is no priority.{}", did_you_mean(&word, Word::Priority.all())))
    })?;
    call.run.state().chat.priority = priority;
    call.record(Intent::SetPriority(priority))
}

/// Puts a label on.
pub fn add_label(call: &Call<'_>) -> Outcome {
    let label = call.known(0, Name::Label)?;
    let mut state = call.run.state();
    let labels = &mut state.chat.labels;
    if !labels.contains(&label) {
        if labels.len() >= CHAT_LABELS_MAX {
            return Err(Failure::Refused(format!("a chat has at most {CHAT_LABELS_MAX} labels")));
        }
        labels.push(label.clone());
    }
    drop(state);
    call.record(Intent::AddLabel(label))
}

/// Takes a label off.
pub fn remove_label(call: &Call<'_>) -> Outcome {
    let label = call.known(0, Name::Label)?;
    call.run.state().chat.labels.retain(|one| *one != label);
    call.record(Intent::RemoveLabel(label))
}

/// Gives the chat a title.
pub fn set_subject(call: &Call<'_>) -> Outcome {
    let subject = call.bounded(0, SUBJECT_MAX_CHARACTERS)?;
    call.run.state().chat.subject = Some(subject.clone());
    call.record(Intent::SetSubject(subject))
}

/// Replies by a template, unless it was said a short time ago.
pub fn reply(call: &Call<'_>) -> Outcome {
    let template = call.known(0, Name::Template)?;
    let every = call.option(1, "every").and_then(|value| value.try_cast::<Length>());
    let every = every.map_or(REPLY_EVERY_MS, |every| every.0);
    if every < TIMER_MIN_MS {
        return Err(failed("`every` is at least one minute"));
    }
    call.needs_open("answered")?;
    let now = call.run.at();
    let is_automatic = call.run.facts.message.as_ref().is_some_and(|message| message.is_automatic);
    let is_ai_at_work = call.run.state().chat.handled_by() == "AI";
    let said = call.run.state().chat.said.get(&template).copied();
    if is_automatic || is_ai_at_work || said.is_some_and(|said| now.since_ms(said) < every) {
        return Ok(Dynamic::UNIT);
    }
    call.run.state().chat.said.insert(template.clone(), now);
    let language = call.option(1, "language").map(|value| value.to_string());
    call.record(Intent::Reply { template, language })
}

/// Suggests a template.
pub fn suggest(call: &Call<'_>) -> Outcome {
    let template = call.known(0, Name::Template)?;
    call.record(Intent::Suggest(template))
}

/// Writes a note.
pub fn note(call: &Call<'_>) -> Outcome {
    let text = call.bounded(0, NOTE_MAX_BYTES)?;
    if text.len() > NOTE_MAX_BYTES {
        return Err(failed(format!(
            "the note has {} bytes, {NOTE_MAX_BYTES} are allowed",
            text.len()
        )));
    }
    call.record(Intent::Note(text))
}

/// Tells somebody.
pub fn notify(call: &Call<'_>) -> Outcome {
    let who = call.value::<Handle>(0).ok_or_else(|| failed("whom it is for is missing"))?.key;
    let text = call.bounded(1, NOTIFICATION_MAX_CHARACTERS)?;
    call.record(Intent::Notify { who, text })
}

/// Gives the chat to those who can do more.
pub fn escalate(call: &Call<'_>) -> Outcome {
    let team = call.value::<Handle>(0).ok_or_else(|| failed("a team is missing"))?.key;
    let why = call.bounded(1, SUBJECT_MAX_CHARACTERS)?;
    call.needs_open("escalated")?;
    let mut state = call.run.state();
    let chat = &mut state.chat;
    chat.team = Some(team.clone());
    chat.operator = None;
    chat.priority = chat.priority.max(ChatPriority::High);
    chat.escalation_level = (chat.escalation_level + 1).min(ESCALATION_LEVEL_MAX);
    drop(state);
    call.record(Intent::Escalate { team, why })
}

/// Closes the chat.
pub fn close(call: &Call<'_>) -> Outcome {
    let reason = call.known(0, Name::CloseReason)?;
    call.passes(ChatTransition::Closed)?;
    let mut state = call.run.state();
    state.chat.close_reason = Some(reason.clone());
    state.chat.closed_at = Some(call.run.at());
    drop(state);
    call.record(Intent::Close(reason))
}

/// Opens the chat again.
pub fn reopen(call: &Call<'_>) -> Outcome {
    call.passes(ChatTransition::Reopened)?;
    let mut state = call.run.state();
    (state.chat.close_reason, state.chat.closed_at) = (None, None);
    drop(state);
    call.record(Intent::Reopen)
}

/// Puts the chat away.
pub fn archive(call: &Call<'_>) -> Outcome {
    call.passes(ChatTransition::Archived)?;
    call.record(Intent::Archive)
}

/// Puts the chat aside.
pub fn snooze(call: &Call<'_>) -> Outcome {
    call.needs_open("put aside")?;
    let now = call.run.at();
    let until = match (call.value::<Length>(0), call.value::<Time>(0)) {
        (Some(length), _) => now.plus_ms(length.0),
        (_, Some(time)) => time.0,
        _ => return Err(failed("a time is missing")),
    };
    within_bounds(until.since_ms(now))?;
    call.run.state().chat.snoozed_until = Some(until);
    call.record(Intent::Snooze(until))
}

/// Asks for a rating, once for each closing.
pub fn ask_rating(call: &Call<'_>) -> Outcome {
    let mut state = call.run.state();
    if state.chat.status.is_open() {
        return Err(Failure::Refused("the chat is open: ask when it is closed".to_owned()));
    }
    if state.chat.is_rating_asked {
        return Ok(Dynamic::UNIT);
    }
    state.chat.is_rating_asked = true;
    drop(state);
    call.record(Intent::AskRating)
}

/// Starts a timer.
pub fn start_timer(call: &Call<'_>) -> Outcome {
    let name = call.bounded(0, TIMER_NAME_MAX_BYTES)?;
    call.needs_open("timed")?;
    let length = call.value::<Length>(1).ok_or_else(|| failed("a duration is missing"))?;
    within_bounds(length.0)?;
    let until = match call.option(2, "unless") {
        Some(word) => {
            let word = word.to_string();
            let known = TimerEnd::WORDS.iter().find(|(one, _)| *one == word).map(|(_, end)| *end);
            let all = TimerEnd::WORDS.map(|(word, _)| word);
            Some(known.ok_or_else(|| {
                failed(format!("a timer has no end \"{word}\". Known: {}.", all.join(" ")))
            })?)
        }
        None => None,
    };
    call.record(Intent::StartTimer { name, due: call.run.at().plus_ms(length.0), until })
}

/// Ends a timer.
pub fn stop_timer(call: &Call<'_>) -> Outcome {
    let name = call.bounded(0, TIMER_NAME_MAX_BYTES)?;
    call.record(Intent::StopTimer(name))
}

fn within_bounds(milliseconds: i64) -> Result<(), Failure> {
    if (TIMER_MIN_MS..=WAIT_MAX_MS).contains(&milliseconds) {
        return Ok(());
    }
    Err(failed("the time lies outside of 1 minute to 366 days"))
}

/// Keeps a value of the customer.
pub fn set_attribute(call: &Call<'_>) -> Outcome {
    let key = call.known(0, Name::Attribute)?;
    let given = call.arguments.get(1).copied().cloned().unwrap_or_default();
    let value = if let Ok(flag) = given.as_bool() {
        AttributeValue::Flag(flag)
    } else if let Some(number) = value::number(&given) {
        AttributeValue::Number(number)
    } else {
        AttributeValue::Text(call.text(1)?)
    };
    let kind = call.run.facts.desk.names.attribute(&key).unwrap_or(AttributeType::Text);
    let is_right = match kind {
        AttributeType::Number => matches!(value, AttributeValue::Number(_)),
        AttributeType::Boolean => matches!(value, AttributeValue::Flag(_)),
        _ => matches!(value, AttributeValue::Text(_)),
    };
    if !is_right {
        return Err(failed(format!("the attribute {key} takes another kind of value: {kind}")));
    }
    call.run.state().contact.attributes.insert(key.clone(), value.clone());
    call.record(Intent::SetAttribute { key, value })
}

/// What no server has the other side of yet.
pub fn unavailable(_: &Call<'_>) -> Outcome {
    Err(failed("not available on this server yet"))
}
