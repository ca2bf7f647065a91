//! Does what rules ask for at one event: one write, with the place up to which rules were asked. People win: where the
//! chat has changed since the rules saw it, nothing is done and they are asked again.

use super::asked::Asked;
use super::enabler::actor_of;
use super::follow::FOLLOWER;
use super::guard::{Pass, check_outcome, pass};
use super::perform::perform;
use crate::{Command, Context, Desk, DeskError, Result};
use serde::Serialize;
use std::collections::HashMap;
use switchboard_model::rule::{Rule, RuleOutcome, RulePlace, RuleRun, RuleState};
use switchboard_model::{ChatId, EventCursor, MessageId, RuleId, RuleTimerId, Timestamp};
use switchboard_store::{Lane, StoreError, chat, cursor, rule, rule_place, rule_run, rule_timer};

/// What brought the rules here, and what is moved on with what they did: whoever finds it moved does nothing.
#[derive(Clone, Debug)]
pub enum Way {
    /// A part of the log.
    Log(EventCursor, EventCursor),
    /// A state that has lasted: its place, and the chat that it comes to.
    Wait(RulePlace, (Timestamp, ChatId)),
    /// A timer, and when it was due.
    Timer(RuleTimerId, Timestamp),
}

/// What one rule came to.
#[derive(Clone, Debug)]
pub struct Ran {
    /// The rule.
    pub rule_id: RuleId,
    /// Which of its versions.
    pub number: i64,
    /// What it asks for, in order.
    pub asked: Vec<AskedLine>,
    /// What the parts of its conditions came to, and what it noted.
    pub steps: Vec<String>,
    /// Why it ended early: the line, whether nothing of it stands, and the words.
    pub failure: Option<(i32, bool, String)>,
}

/// One thing that a rule asks for, with its line.
#[derive(Clone, Debug)]
pub struct AskedLine {
    /// The line, from 1.
    pub line: i32,
    /// What.
    pub asked: Asked,
    /// In short, as it is told.
    pub text: String,
}

/// What became of one thing that a rule asked for.
#[derive(Serialize)]
struct Told<'a> {
    line: i32,
    text: &'a str,
    result: &'static str,
}

/// What rules came to at one event in one chat.
#[derive(Clone, Debug)]
pub struct ApplyInput {
    /// What is moved on.
    pub way: Way,
    /// The chat.
    pub chat_id: ChatId,
    /// Its version as the rules saw it.
    pub version: i64,
    /// The newest message that the event knew of; none where any may come.
    pub last_message_id: Option<MessageId>,
    /// What started them, as rules name it.
    pub event: String,
    /// How many rules this event goes back to.
    pub depth: i64,
    /// What each came to, in their order.
    pub runs: Vec<Ran>,
}

/// What became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It was done, and told.
    Done,
    /// Another process has been here.
    Passed,
    /// The chat has changed since the rules saw it: ask them again.
    Changed,
}

/// Why a write is begun again, or not.
enum Stopped {
    /// The chat does not allow something: it is left out with all of its rule behind it.
    Refused {
        run: usize,
        place: usize,
        reason: String,
    },
    /// The chat has changed since the rules saw it.
    Changed,
    Failed(DeskError),
}

impl From<StoreError> for Stopped {
    fn from(error: StoreError) -> Self {
        Self::Failed(error.into())
    }
}

impl From<DeskError> for Stopped {
    fn from(error: DeskError) -> Self {
        Self::Failed(error)
    }
}

/// From where on what a rule asks for is left out, and why, by the rule's place.
type Cuts = HashMap<usize, (usize, String)>;

/// Does it.
///
/// # Errors
/// `Store`, and what is broken here.
pub async fn apply(desk: &Desk, input: ApplyInput) -> Result<Applied> {
    let (mut cuts, context) = (Cuts::new(), Context::system());
    loop {
        let (lane, known, left_out) = (Lane::Chat(input.chat_id), input.clone(), cuts.clone());
        let write = desk.transact(&context, lane, move |command| write(command, &known, &left_out));
        match write.await {
            Ok(applied) => return Ok(applied),
            Err(Stopped::Changed) => return Ok(Applied::Changed),
            Err(Stopped::Failed(error)) => return Err(error),
            // Each turn leaves out more, so this ends.
            Err(Stopped::Refused { run, place, reason }) => {
                cuts.insert(run, (place, reason));
            }
        }
    }
}

fn write(command: &mut Command<'_>, input: &ApplyInput, cuts: &Cuts) -> Result<Applied, Stopped> {
    if !move_on(command, &input.way)? {
        return Ok(Applied::Passed);
    }
    let locked = match chat::lock(command, input.chat_id) {
        // What happened in a chat that is gone starts nothing.
        Err(StoreError::NotFound) => return Ok(Applied::Done),
        locked => locked?,
    };
    if locked.version != input.version {
        return Err(Stopped::Changed);
    }
    let is_newer = input.last_message_id.is_some_and(|seen| locked.last_message_id > Some(seen));
    for (place, ran) in input.runs.iter().enumerate() {
        let rule = match rule::lock(command, ran.rule_id) {
            Err(StoreError::NotFound) => continue,
            found => found?,
        };
        if rule.state == RuleState::Live && rule.live_number == Some(ran.number) {
            let cut = cuts.get(&place);
            one(command, input, (&rule, ran), (place, cut, is_newer))?;
        }
    }
    Ok(Applied::Done)
}

/// Does what one rule asks for, and tells what it came to.
fn one(
    command: &mut Command<'_>,
    input: &ApplyInput,
    (rule, ran): (&Rule, &Ran),
    (place, cut, is_newer): (usize, Option<&(usize, String)>, bool),
) -> Result<(), Stopped> {
    match pass(command, rule, input.chat_id)? {
        Pass::Resting => return Ok(()),
        Pass::Muted => {
            let reason = "it has fired too often in this chat and rests here for an hour";
            tell(
                command,
                input,
                (rule, ran),
                (RuleOutcome::Muted, Vec::new(), Some(reason.into())),
            )?;
            return Ok(check_outcome(command, rule, RuleOutcome::Muted)?);
        }
        Pass::Free => {}
    }
    if let Some((_, true, why)) = &ran.failure {
        let failed = (RuleOutcome::Failed, Vec::new(), Some(why.clone()));
        tell(command, input, (rule, ran), failed)?;
        return Ok(check_outcome(command, rule, RuleOutcome::Failed)?);
    }
    let actor = actor_of(command, rule, input.depth + 1)?;
    let mut told = Vec::new();
    let mut outcome = RuleOutcome::Fired;
    let mut problem = ran.failure.as_ref().map(|(_, _, why)| why.clone());
    for (number, one) in ran.asked.iter().enumerate() {
        let line = |result: &'static str| Told { line: one.line, text: &one.text, result };
        match cut {
            Some((from, reason)) if number >= *from => {
                let is_first = number == *from;
                told.push(line(if is_first { "REFUSED" } else { "SKIPPED" }));
                problem = Some(reason.clone());
                outcome = RuleOutcome::Refused;
                continue;
            }
            _ => {}
        }
        if is_newer && one.asked.is_over_after_a_message() {
            told.push(line("SUPERSEDED"));
            outcome = RuleOutcome::Superseded;
            continue;
        }
        let of = (rule.rule_id, input.chat_id);
        let done = command.on_behalf_of(actor.clone(), |command| perform(command, of, &one.asked));
        match done {
            Ok(()) => told.push(line("APPLIED")),
            Err(error) if error.is_fault() => return Err(error.into()),
            Err(error) => {
                let reason = error.to_string();
                return Err(Stopped::Refused { run: place, place: number, reason });
            }
        }
    }
    if ran.failure.is_some() {
        outcome = RuleOutcome::Refused;
    }
    Ok(tell(command, input, (rule, ran), (outcome, told, problem))?)
}

/// Moves on what brought the rules here; false where another process has.
fn move_on(command: &mut Command<'_>, way: &Way) -> Result<bool, StoreError> {
    let now = command.now();
    match way {
        Way::Log(from, to) => cursor::advance(command, FOLLOWER, (*from, *to), now),
        Way::Wait(place, to) => rule_place::advance(command, place, *to),
        Way::Timer(id, due_at) => rule_timer::take(command, *id, *due_at),
    }
}

fn tell(
    command: &mut Command<'_>,
    input: &ApplyInput,
    (rule, ran): (&Rule, &Ran),
    (outcome, intents, problem): (RuleOutcome, Vec<Told<'_>>, Option<String>),
) -> Result<(), StoreError> {
    let run = RuleRun {
        rule_run_id: command.id(),
        rule_id: rule.rule_id,
        number: ran.number,
        chat_id: input.chat_id,
        event: input.event.clone(),
        at: command.now(),
        outcome,
        intents: serde_json::to_value(intents).unwrap_or_default(),
        steps: ran.steps.clone(),
        line: ran.failure.as_ref().map(|(line, _, _)| *line),
        problem,
    };
    rule_run::insert(command, &run)
}
