//! Asks the rules: at each event of the log that one listens to, when a state has lasted for a time that one waits for,
//! and when a timer of one has run out. What they ask for is done by the desk, together with the place up to which they
//! were asked; so each is asked once, whichever process comes first.

mod event;
mod facts;
mod intent;
mod loaded;

use crate::{
    limits,
    worker::{Worker, sleep_until},
};
use async_trait::async_trait;
use event::{Starting, starting_of};
use facts::facts_of;
use intent::{lines_of, shown_failure};
use loaded::Loaded;
use parking_lot::Mutex;
use std::time::Duration;
use switchboard_desk::follow::LogPart;
use switchboard_desk::limits::{RULE_ATTEMPTS, RULE_CHATS_OF_CONTACT, RULE_DEPTH_MAX};
use switchboard_desk::rule::apply::{Applied, ApplyInput, Ran, Way, apply};
use switchboard_desk::rule::picture::{open_chats_of, picture};
use switchboard_desk::rule::wait::{self, Looked};
use switchboard_desk::{Desk, DeskError, rule::follow};
use switchboard_model::event::{Event, EventKind};
use switchboard_model::{ChatId, EventCursor, Timestamp};
use tracing::warn;

/// The worker. Any process asks the rules: who moves the place on has done what they asked for.
pub(crate) struct Ruler {
    desk: Desk,
    state: tokio::sync::Mutex<State>,
    next_due_at: Mutex<Option<Timestamp>>,
}

/// What the ruler has in memory.
#[derive(Default)]
struct State {
    loaded: Option<Loaded>,
    held: Option<Held>,
}

/// A place that was reached and is not stored: while no rule runs, events cost no write.
struct Held {
    stored: EventCursor,
    reached: EventCursor,
    count: usize,
    since: Timestamp,
}

/// How far an event got.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Step {
    /// Nothing was asked for: the place is where it was.
    Nothing,
    /// What was asked for was done, and the place moved on.
    Moved,
    /// Another process has been here.
    Passed,
}

impl Ruler {
    /// Of a desk.
    pub(crate) fn new(desk: Desk) -> Self {
        Self { desk, state: tokio::sync::Mutex::default(), next_due_at: Mutex::new(None) }
    }

    /// The next part of the log.
    async fn next(&self, held: &mut Option<Held>) -> Result<Option<LogPart>, DeskError> {
        let Some(known) = held.as_ref() else { return follow::next(&self.desk).await };
        let part = follow::next_behind(&self.desk, known.reached).await?;
        let is_old = self.desk.now().since_ms(known.since) >= limits::RULER_HELD_MS;
        if is_old || known.count >= limits::RULER_HELD_EVENTS {
            let way = (known.stored, known.reached);
            *held = None;
            if !follow::pass(&self.desk, way).await? {
                return follow::next(&self.desk).await;
            }
        }
        Ok(part)
    }

    /// Asks the rules at the events of a part of the log.
    async fn follow(&self, state: &mut State, part: LogPart) -> Result<usize, DeskError> {
        let count = part.events.len().max(1);
        let held = state.held.take();
        let mut from = held.as_ref().map_or(part.from, |held| held.stored);
        for event in &part.events {
            match &mut state.loaded {
                Some(known) if known.is_outdated_by(event) => state.loaded = None,
                Some(known) if event.event.kind == EventKind::OperatorStatusSet => {
                    known.forget_online();
                }
                _ => {}
            }
            let known = self.known(&mut state.loaded).await?;
            match self.ask_at(known, event, from).await? {
                Step::Nothing => {}
                Step::Moved => from = event.cursor,
                Step::Passed => return Ok(count),
            }
        }
        if self.known(&mut state.loaded).await?.is_empty() {
            let since = held.as_ref().map_or(self.desk.now(), |held| held.since);
            let count = held.map_or(0, |held| held.count) + count;
            state.held = Some(Held { stored: from, reached: part.to, count, since });
        } else if from != part.to {
            follow::pass(&self.desk, (from, part.to)).await?;
        }
        Ok(count)
    }

    /// The rules that run, as they are now.
    async fn known<'a>(&self, loaded: &'a mut Option<Loaded>) -> Result<&'a mut Loaded, DeskError> {
        if loaded.is_none() {
            *loaded = Some(Loaded::read(&self.desk).await?);
        }
        loaded.as_mut().ok_or_else(|| DeskError::Internal("the rules were not read".to_owned()))
    }

    /// Asks the rules that listen to an event, in each chat that it is about.
    async fn ask_at(
        &self,
        known: &mut Loaded,
        event: &Event,
        from: EventCursor,
    ) -> Result<Step, DeskError> {
        let depth = event.event.detail.depth.unwrap_or_default();
        if known.is_empty() || depth >= RULE_DEPTH_MAX {
            return Ok(Step::Nothing);
        }
        let Some(starting) = starting_of(&self.desk, known, event).await? else {
            return Ok(Step::Nothing);
        };
        let chats = match (event.event.chat_id, event.event.contact_id) {
            (Some(chat_id), _) => vec![chat_id],
            (None, Some(id)) => open_chats_of(&self.desk, id, RULE_CHATS_OF_CONTACT).await?,
            (None, None) => Vec::new(),
        };
        let mut step = Step::Nothing;
        for chat_id in chats {
            // Of several chats the first moves the place: none is done twice.
            let from = if step == Step::Moved { event.cursor } else { from };
            let way = Way::Log(from, event.cursor);
            match self.ask_in(known, chat_id, &starting, way).await? {
                Step::Nothing => {}
                Step::Moved => step = Step::Moved,
                Step::Passed => return Ok(Step::Passed),
            }
        }
        Ok(step)
    }

    /// Asks the rules in a chat as it is now, and has done what they ask for. Where the chat changes meanwhile, they
    /// are asked again.
    async fn ask_in(
        &self,
        known: &mut Loaded,
        chat_id: ChatId,
        starting: &Starting,
        way: Way,
    ) -> Result<Step, DeskError> {
        for _ in 0..RULE_ATTEMPTS {
            let seen = picture(&self.desk, chat_id, starting.message_id).await?;
            let Some(seen) = seen else { return Ok(Step::Nothing) };
            let desk_facts = known.desk_facts(&self.desk).await?;
            let facts = facts_of(&seen, starting, desk_facts);
            let all = known.library().ask(&facts, starting.only.as_deref());
            let mut runs = Vec::with_capacity(all.len());
            for ran in all {
                let Some((rule_id, number)) = known.row_of(&ran.key) else { continue };
                let failure = ran.failure.as_ref().map(shown_failure);
                let asked = lines_of(&ran.intents);
                runs.push(Ran { rule_id, number, asked, steps: ran.steps, failure });
            }
            if runs.is_empty() {
                return Ok(Step::Nothing);
            }
            let input = ApplyInput {
                way: way.clone(),
                chat_id,
                version: seen.chat.version,
                last_message_id: starting.message_id,
                event: starting.facts.kind.clone(),
                depth: starting.depth,
                runs,
            };
            match apply(&self.desk, input).await? {
                Applied::Done => return Ok(Step::Moved),
                Applied::Passed => return Ok(Step::Passed),
                Applied::Changed => {}
            }
        }
        warn!(chat.id = %chat_id, "a chat changes faster than its rules can be asked: they are passed over");
        Ok(Step::Nothing)
    }

    /// Asks the rules whose states have lasted and whose timers have run out; returns how many were asked.
    async fn ask_due(&self, known: &mut Loaded) -> Result<usize, DeskError> {
        let mut asked = 0;
        let mut next = None;
        for (key, wait) in known.waits() {
            let Some((rule_id, _)) = known.row_of(&key) else { continue };
            match wait::look(&self.desk, rule_id, wait.clone(), known.around()).await? {
                Looked::Next(at) => next = [next, at].into_iter().flatten().min(),
                Looked::Due(place, lasting) => {
                    asked += 1;
                    let starting = Starting::wait(&key, &wait, lasting.since, self.desk.now());
                    let way = Way::Wait(place.clone(), (lasting.since, lasting.chat_id));
                    let step = self.ask_in(known, lasting.chat_id, &starting, way).await?;
                    if step == Step::Nothing {
                        wait::pass_over(&self.desk, place, lasting).await?;
                    }
                }
            }
        }
        let (timers, next_timer) = wait::due_timers(&self.desk).await?;
        next = [next, next_timer].into_iter().flatten().min();
        for (timer, is_ended) in timers {
            asked += 1;
            let key = known.key_of(timer.rule_id);
            let step = match key {
                Some(key) if !is_ended => {
                    let starting = Starting::timer(&key, &timer);
                    let way = Way::Timer(timer.rule_timer_id, timer.due_at);
                    self.ask_in(known, timer.chat_id, &starting, way).await?
                }
                _ => Step::Nothing,
            };
            if step == Step::Nothing {
                wait::drop_timer(&self.desk, &timer).await?;
            }
        }
        *self.next_due_at.lock() = next;
        Ok(asked)
    }
}

#[async_trait]
impl Worker for Ruler {
    fn name(&self) -> &'static str {
        "ruler"
    }

    async fn round(&self) -> Result<usize, DeskError> {
        let mut state = self.state.lock().await;
        match self.next(&mut state.held).await? {
            Some(part) => self.follow(&mut state, part).await,
            None => {
                let known = self.known(&mut state.loaded).await?;
                self.ask_due(known).await
            }
        }
    }

    /// Not longer than a while: another process may have begun what is due earlier.
    fn idle(&self) -> Duration {
        sleep_until(&self.desk, *self.next_due_at.lock(), limits::RULER_IDLE)
    }
}
