//! States that last: which chat is the next that a rule is to be asked about, and the rules' timers that have run out.
//! What is due is found, and moved on by `apply`; whatever ends a state or a timer before takes it out of the range.

use super::surroundings::Surroundings;
use crate::limits::{RULE_TIMERS_READ, RULE_WAITS_READ};
use crate::schedule::all_with_hours;
use crate::{Command, Desk, Result};
use switchboard_model::hours::Hours;
use switchboard_model::rule::{RulePlace, RuleTimer, RuleTimerEnd, RuleWait};
use switchboard_model::{AuthorKind, ChatId, RuleId, ScheduleId, Timestamp};
use switchboard_store::rule_place::{Lasting, LastingState};
use switchboard_store::{DatabaseConnection, Lane, StoreError, chat, rule_place, rule_timer};

/// Stands for no schedule: time is counted by the clock.
const BY_THE_CLOCK: ScheduleId = ScheduleId(0);

/// The state that rules name like this.
pub fn state_of(start: &str) -> Option<LastingState> {
    Some(match start {
        "waiting_on_operator" => LastingState::WaitingOnOperator,
        "customer_silent" => LastingState::CustomerSilent,
        "transferred_for" => LastingState::Transferred,
        "closed_for" => LastingState::Closed,
        "opened_for" => LastingState::Opened,
        _ => return None,
    })
}

/// What a look at a state came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Looked {
    /// A chat whose state has lasted long enough, behind this place.
    Due(RulePlace, Lasting),
    /// None has; the next one will have at this time.
    Next(Option<Timestamp>),
}

/// A rule begins to wait for a state: what waits already is left alone.
pub(super) fn begin(command: &mut Command<'_>, rule_id: RuleId, wait: &RuleWait) -> Result<()> {
    let now = command.now();
    let mut places = vec![(BY_THE_CLOCK, None)];
    if wait.is_business {
        let all = all_with_hours(command)?.into_iter();
        places.extend(all.map(|(row, hours)| (row.schedule_id, Some(hours))));
    }
    for (schedule_id, hours) in places {
        let place = first_place(rule_id, wait, (schedule_id, hours.as_ref()), now);
        rule_place::begin(command, &place)?;
    }
    Ok(())
}

/// The place behind all that has lasted long enough by now.
fn first_place(
    rule_id: RuleId,
    wait: &RuleWait,
    (schedule_id, hours): (ScheduleId, Option<&Hours>),
    now: Timestamp,
) -> RulePlace {
    let since = latest_since(hours, wait.ms, now);
    let (start, step) = (wait.start.clone(), wait.step);
    RulePlace { rule_id, start, step, schedule_id, since, chat_id: ChatId(i64::MAX) }
}

/// When a state began at the latest that has lasted for so long now.
fn latest_since(hours: Option<&Hours>, ms: i64, now: Timestamp) -> Timestamp {
    match hours {
        None => now.plus_ms(-ms),
        // It was never open for so long: nothing has lasted.
        Some(hours) => hours.subtract(now, ms).unwrap_or(Timestamp(i64::MIN)),
    }
}

/// Looks for the next chat that a rule is to be asked about.
///
/// # Errors
/// `Store`.
pub async fn look(
    desk: &Desk,
    rule_id: RuleId,
    wait: RuleWait,
    around: &Surroundings,
) -> Result<Looked> {
    let Some(state) = state_of(&wait.start) else { return Ok(Looked::Next(None)) };
    let mut schedules = vec![(BY_THE_CLOCK, None)];
    if wait.is_business {
        let all = around.schedules.iter();
        schedules.extend(all.map(|(id, (_, hours))| (*id, Some(hours.clone()))));
    }
    let (default, now) = (around.default_schedule_id, desk.now());
    let mut next: Option<Timestamp> = None;
    for (schedule_id, hours) in schedules {
        let view = View { rule_id, wait: wait.clone(), state, schedule_id, hours, default, now };
        let known = view.clone();
        let read = move |connection: &mut DatabaseConnection| known.look(connection);
        match desk.store().read(read).await? {
            Seen::Missing => {
                let hours = view.hours.as_ref();
                let place = first_place(rule_id, &view.wait, (schedule_id, hours), now);
                let work = move |transaction: &mut switchboard_store::Transaction<'_>| {
                    rule_place::begin(transaction, &place)
                };
                desk.store().write(Lane::Any, work).await?;
                next = [next, Some(now)].into_iter().flatten().min();
            }
            Seen::Due(place, lasting) => return Ok(Looked::Due(place, lasting)),
            Seen::Others(place, to) => {
                let work = move |transaction: &mut switchboard_store::Transaction<'_>| {
                    rule_place::advance(transaction, &place, to)
                };
                desk.store().write(Lane::Any, work).await?;
                next = [next, Some(now)].into_iter().flatten().min();
            }
            Seen::Next(at) => next = [next, at].into_iter().flatten().min(),
        }
    }
    Ok(Looked::Next(next))
}

/// A rule's view of the chats that keep to one schedule.
#[derive(Clone)]
struct View {
    rule_id: RuleId,
    wait: RuleWait,
    state: LastingState,
    schedule_id: ScheduleId,
    hours: Option<Hours>,
    default: Option<ScheduleId>,
    now: Timestamp,
}

/// What a view shows.
enum Seen {
    /// There is no place yet: the schedule is new.
    Missing,
    Due(RulePlace, Lasting),
    /// Chats of other schedules alone, up to this one.
    Others(RulePlace, (Timestamp, ChatId)),
    Next(Option<Timestamp>),
}

impl View {
    fn look(&self, connection: &mut DatabaseConnection) -> Result<Seen, StoreError> {
        let places = rule_place::of_rule(connection, self.rule_id)?;
        let is_mine = |place: &RulePlace| {
            place.start == self.wait.start
                && place.step == self.wait.step
                && place.schedule_id == self.schedule_id
        };
        let Some(place) = places.into_iter().find(is_mine) else { return Ok(Seen::Missing) };
        let from = (place.since, place.chat_id);
        let rows = rule_place::behind(connection, self.state, from, RULE_WAITS_READ)?;
        let latest = latest_since(self.hours.as_ref(), self.wait.ms, self.now);
        let mut passed = None;
        for row in rows {
            // Nobody is due whose state began later, by whichever schedule.
            if row.since > self.now.plus_ms(-self.wait.ms) {
                return Ok(self.rest(place, passed, Some(row.since.plus_ms(self.wait.ms))));
            }
            if self.is_of_schedule(&row) {
                if row.since <= latest {
                    return Ok(Seen::Due(place, row));
                }
                let at = match &self.hours {
                    Some(hours) => hours.add(row.since, self.wait.ms),
                    None => Some(row.since.plus_ms(self.wait.ms)),
                };
                return Ok(self.rest(place, passed, at));
            }
            passed = Some((row.since, row.chat_id));
        }
        Ok(self.rest(place, passed, None))
    }

    fn rest(
        &self,
        place: RulePlace,
        passed: Option<(Timestamp, ChatId)>,
        next: Option<Timestamp>,
    ) -> Seen {
        passed.map_or(Seen::Next(next), |to| Seen::Others(place, to))
    }

    /// Does a chat keep to the view's schedule; by the clock, all do.
    fn is_of_schedule(&self, row: &Lasting) -> bool {
        if !self.wait.is_business {
            return true;
        }
        let own = row.schedule_id.or(self.default).unwrap_or(BY_THE_CLOCK);
        own == self.schedule_id
    }
}

/// A timer that has run out; whether it was ended before is seen by what has happened since it was started.
///
/// # Errors
/// `Store`.
pub async fn due_timers(desk: &Desk) -> Result<(Vec<(RuleTimer, bool)>, Option<Timestamp>)> {
    let now = desk.now();
    let read = move |connection: &mut DatabaseConnection| -> Result<_, StoreError> {
        let due = rule_timer::due(connection, now, RULE_TIMERS_READ)?;
        let mut seen = Vec::with_capacity(due.len());
        for timer in due {
            let is_ended = is_ended(connection, &timer)?;
            seen.push((timer, is_ended));
        }
        let next = if seen.is_empty() { rule_timer::next_due_at(connection)? } else { None };
        Ok((seen, next))
    };
    Ok(desk.store().read(read).await?)
}

fn is_ended(connection: &mut DatabaseConnection, timer: &RuleTimer) -> Result<bool, StoreError> {
    let Some(chat) = chat::find(connection, timer.chat_id)? else { return Ok(true) };
    if !chat.status.is_open() || chat.round != timer.round {
        return Ok(true);
    }
    let by = match timer.until {
        None => return Ok(false),
        Some(RuleTimerEnd::CustomerWrites) => AuthorKind::Contact,
        Some(RuleTimerEnd::OperatorReplies) => AuthorKind::Operator,
    };
    rule_timer::has_written(connection, timer.chat_id, by, timer.set_at)
}

/// Takes a timer of which nothing follows; false where another process has.
///
/// # Errors
/// `Store`.
pub async fn drop_timer(desk: &Desk, timer: &RuleTimer) -> Result<bool> {
    let (id, due_at) = (timer.rule_timer_id, timer.due_at);
    let work =
        desk.store().write(Lane::Any, move |transaction| rule_timer::take(transaction, id, due_at));
    Ok(work.await?)
}

/// Moves a place on over a chat of which nothing follows; false where another process has.
///
/// # Errors
/// `Store`.
pub async fn pass_over(desk: &Desk, place: RulePlace, lasting: Lasting) -> Result<bool> {
    let to = (lasting.since, lasting.chat_id);
    let work = desk
        .store()
        .write(Lane::Any, move |transaction| rule_place::advance(transaction, &place, to));
    Ok(work.await?)
}
