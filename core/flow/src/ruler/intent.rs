//! What rules ask for, in the desk's words.

use serde_json::{Value, json};
use switchboard_desk::rule::{Asked, apply::AskedLine};
use switchboard_model::rule::RuleTimerEnd;
use switchboard_rules::{AttributeValue, Failure, Intent, Recorded, TimerEnd};

/// What a rule asks for, line by line.
pub(super) fn lines_of(intents: &[Recorded]) -> Vec<AskedLine> {
    let line = |recorded: &Recorded| {
        let asked = asked_of(&recorded.intent)?;
        let text = recorded.intent.names().pop().unwrap_or_default();
        Some(AskedLine { line: number(recorded.line), asked, text })
    };
    intents.iter().filter_map(line).collect()
}

/// Why a rule ended early: its line, whether nothing of it stands, and the words.
pub(super) fn shown_failure((line, failure): &(usize, Failure)) -> (i32, bool, String) {
    match failure {
        Failure::Refused(why) => (number(*line), false, why.clone()),
        Failure::Failed(why) => (number(*line), true, why.clone()),
    }
}

fn number(line: usize) -> i32 {
    i32::try_from(line).unwrap_or(i32::MAX)
}

/// The same thing to do; none for what the checker lets no rule ask for.
fn asked_of(intent: &Intent) -> Option<Asked> {
    Some(match intent.clone() {
        Intent::AssignTeam(key) => Asked::AssignTeam(key),
        Intent::AssignOperator(email) => Asked::AssignOperator(email),
        Intent::Unassign => Asked::Unassign,
        Intent::SetPriority(priority) => Asked::SetPriority(priority),
        Intent::AddLabel(name) => Asked::AddLabel(name),
        Intent::RemoveLabel(name) => Asked::RemoveLabel(name),
        Intent::SetSubject(subject) => Asked::SetSubject(subject),
        Intent::Reply { template, language } => Asked::Reply { template, locale: language },
        Intent::Note(text) => Asked::Note(text),
        Intent::Notify { who, text } => Asked::Notify { who, text },
        Intent::Escalate { team, why } => Asked::Escalate { team, why },
        Intent::Close(name) => Asked::Close(name),
        Intent::Reopen => Asked::Reopen,
        Intent::Archive => Asked::Archive,
        Intent::Snooze(until) => Asked::Snooze(until),
        Intent::AskRating => Asked::AskRating,
        Intent::StartTimer { name, due, until } => {
            Asked::StartTimer { name, due_at: due, until: until.map(end_of) }
        }
        Intent::StopTimer(name) => Asked::StopTimer(name),
        Intent::SetAttribute { key, value } => Asked::SetAttribute { key, value: value_of(value) },
        Intent::Suggest(_) => return None,
    })
}

fn end_of(end: TimerEnd) -> RuleTimerEnd {
    match end {
        TimerEnd::CustomerWrites => RuleTimerEnd::CustomerWrites,
        TimerEnd::OperatorReplies => RuleTimerEnd::OperatorReplies,
    }
}

/// A value as attributes keep it.
fn value_of(value: AttributeValue) -> Value {
    match value {
        AttributeValue::Text(text) => json!(text),
        AttributeValue::Flag(flag) => json!(flag),
        AttributeValue::Number(number) => {
            serde_json::from_str(&number.normalize().to_string()).unwrap_or(Value::Null)
        }
    }
}
