//! The table of timers that rules have started in chats.

use crate::schema::{messages, rule_timers};
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::rule::RuleTimer;
use switchboard_model::{AuthorKind, ChatId, RuleId, RuleTimerId, Timestamp};

/// Starts a timer; one of the same name begins again.
pub fn set(connection: &mut DatabaseConnection, timer: &RuleTimer) -> Result<()> {
    let insert = diesel::insert_into(rule_timers::table).values(timer);
    dialect::upsert(
        connection,
        insert,
        "chat_id, rule_id, name",
        &["round", "until", "set_at", "due_at"],
    )
}

/// Ends a timer, where there is one.
pub fn stop(
    connection: &mut DatabaseConnection,
    (chat_id, rule_id): (ChatId, RuleId),
    name: &str,
) -> Result<()> {
    let one = rule_timers::table
        .filter(rule_timers::chat_id.eq(chat_id))
        .filter(rule_timers::rule_id.eq(rule_id))
        .filter(rule_timers::name.eq(name));
    diesel::delete(one).execute(connection)?;
    Ok(())
}

/// Ends all timers of a rule.
pub fn stop_all(connection: &mut DatabaseConnection, id: RuleId) -> Result<()> {
    diesel::delete(rule_timers::table.filter(rule_timers::rule_id.eq(id))).execute(connection)?;
    Ok(())
}

/// How many timers a chat has.
pub fn count_of_chat(connection: &mut DatabaseConnection, chat_id: ChatId) -> Result<i64> {
    Ok(rule_timers::table
        .filter(rule_timers::chat_id.eq(chat_id))
        .count()
        .get_result(connection)?)
}

/// The timers that have run out, in the order of their times, at most `limit`.
pub fn due(
    connection: &mut DatabaseConnection,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<RuleTimer>> {
    Ok(RuleTimer::query()
        .filter(rule_timers::due_at.le(now))
        .order((rule_timers::due_at, rule_timers::rule_timer_id))
        .limit(limit)
        .load(connection)?)
}

/// When the next timer runs out, if there is one.
pub fn next_due_at(connection: &mut DatabaseConnection) -> Result<Option<Timestamp>> {
    let first = rule_timers::table
        .order((rule_timers::due_at, rule_timers::rule_timer_id))
        .select(rule_timers::due_at);
    Ok(first.first(connection).optional()?)
}

/// Takes a timer that has run out out of the table; false when somebody else has, or it began again.
pub fn take(
    connection: &mut DatabaseConnection,
    id: RuleTimerId,
    due_at: Timestamp,
) -> Result<bool> {
    let one = rule_timers::table.find(id).filter(rule_timers::due_at.eq(due_at));
    Ok(diesel::delete(one).execute(connection)? == 1)
}

/// Has one of these written in a chat since then.
pub fn has_written(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    author: AuthorKind,
    since: Timestamp,
) -> Result<bool> {
    let found: Option<i64> = messages::table
        .filter(messages::chat_id.eq(chat_id))
        .filter(messages::author_kind.eq(author))
        .filter(messages::created_at.gt(since))
        .order(messages::position.desc())
        .select(messages::position)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}
