//! The table of places up to which rules were asked about states that last, and the chats behind a place: a state is a
//! range of an index, by when it began, so that nothing has to be written for a chat that waits, or waits no more.

use crate::schema::rule_places;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Nullable};
use switchboard_model::rule::RulePlace;
use switchboard_model::{ChatId, RuleId, ScheduleId, Timestamp};

/// A state that lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LastingState {
    /// The customer waits for an answer.
    WaitingOnOperator,
    /// The customer has got one, and is silent.
    CustomerSilent,
    /// It is offered to somebody.
    Transferred,
    /// It is closed, and not put away.
    Closed,
    /// It is open.
    Opened,
}

impl LastingState {
    /// Where it is found, what holds of it, and when it began.
    fn range(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::WaitingOnOperator => ("chats", "chats.waiting_on = 'OPERATOR'", "waiting_since"),
            Self::CustomerSilent => ("chats", "chats.waiting_on = 'CUSTOMER'", "waiting_since"),
            Self::Transferred => (
                "forwards JOIN chats ON chats.chat_id = forwards.chat_id",
                "forwards.state = 'OFFERED'",
                "forwards.offered_at",
            ),
            Self::Closed => ("chats", "chats.status = 'CLOSED'", "closed_at"),
            Self::Opened => ("chats", "chats.closed_at IS NULL", "chats.created_at"),
        }
    }
}

/// A chat whose state lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lasting {
    /// The chat.
    pub chat_id: ChatId,
    /// When the state began.
    pub since: Timestamp,
    /// The schedule of its team, else of its channel; none where neither has one.
    pub schedule_id: Option<ScheduleId>,
}

#[derive(QueryableByName)]
struct Row {
    #[diesel(sql_type = BigInt)]
    chat_id: i64,
    #[diesel(sql_type = BigInt)]
    since: i64,
    #[diesel(sql_type = Nullable<BigInt>)]
    schedule_id: Option<i64>,
}

/// The chats whose state began behind this place, in the order in which it did, at most `limit`.
pub fn behind(
    connection: &mut DatabaseConnection,
    state: LastingState,
    (since, chat_id): (Timestamp, ChatId),
    limit: i64,
) -> Result<Vec<Lasting>> {
    let (tables, holds, began) = state.range();
    let text = format!(
        "SELECT chats.chat_id AS chat_id, {began} AS since, \
         COALESCE(teams.schedule_id, channels.schedule_id) AS schedule_id FROM {tables} \
         JOIN channels ON channels.channel_id = chats.channel_id \
         LEFT JOIN teams ON teams.team_id = chats.team_id \
         WHERE {holds} AND chats.deleted_at IS NULL AND {began} >= $1 \
         AND ({began} > $1 OR chats.chat_id > $2) ORDER BY {began}, chats.chat_id LIMIT $3"
    );
    let rows: Vec<Row> = sql_query(text)
        .bind::<BigInt, _>(since)
        .bind::<BigInt, _>(chat_id)
        .bind::<BigInt, _>(limit)
        .load(connection)?;
    let lasting = |row: Row| Lasting {
        chat_id: ChatId(row.chat_id),
        since: Timestamp(row.since),
        schedule_id: row.schedule_id.map(ScheduleId),
    };
    Ok(rows.into_iter().map(lasting).collect())
}

/// The places of a rule.
pub fn of_rule(connection: &mut DatabaseConnection, id: RuleId) -> Result<Vec<RulePlace>> {
    Ok(RulePlace::query().filter(rule_places::rule_id.eq(id)).load(connection)?)
}

/// Forgets the places of a rule.
pub fn forget(connection: &mut DatabaseConnection, id: RuleId) -> Result<()> {
    diesel::delete(rule_places::table.filter(rule_places::rule_id.eq(id))).execute(connection)?;
    Ok(())
}

/// Begins at a place, unless the rule has one there already.
pub fn begin(connection: &mut DatabaseConnection, place: &RulePlace) -> Result<bool> {
    let insert = diesel::insert_into(rule_places::table).values(place);
    dialect::insert_or_ignore(connection, insert)
}

/// Moves a place on, in the same write as what was made of the chat there; false when somebody else has moved it.
pub fn advance(
    connection: &mut DatabaseConnection,
    from: &RulePlace,
    (since, chat_id): (Timestamp, ChatId),
) -> Result<bool> {
    let key = (from.rule_id, from.start.clone(), from.step, from.schedule_id);
    let same = rule_places::table
        .find(key)
        .filter(rule_places::since.eq(from.since))
        .filter(rule_places::chat_id.eq(from.chat_id));
    let moved = (rule_places::since.eq(since), rule_places::chat_id.eq(chat_id));
    Ok(diesel::update(same).set(moved).execute(connection)? == 1)
}
