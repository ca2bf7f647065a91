//! The table of drafts: what operators are writing.

use crate::error::one_changed;
use crate::schema::drafts;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::draft::{Draft, DraftKind};
use switchboard_model::{ChatId, DraftId, OperatorId, Timestamp};

queries!(Draft in drafts by draft_id: DraftId copied { get, by_ids, insert, update, delete });

/// The operator's draft in a chat.
pub fn find_of(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    operator_id: OperatorId,
    kind: DraftKind,
) -> Result<Option<Draft>> {
    Ok(Draft::query()
        .filter(drafts::chat_id.eq(chat_id))
        .filter(drafts::operator_id.eq(operator_id))
        .filter(drafts::kind.eq(kind))
        .get_result(connection)
        .optional()?)
}

/// All drafts in a chat.
pub fn of_chat(connection: &mut DatabaseConnection, id: ChatId) -> Result<Vec<Draft>> {
    let of_chat = Draft::query().filter(drafts::chat_id.eq(id));
    Ok(of_chat.order(drafts::draft_id).load(connection)?)
}

/// The operator's drafts of a kind in these chats.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    kind: DraftKind,
    ids: &[ChatId],
) -> Result<Vec<Draft>> {
    Ok(Draft::query()
        .filter(drafts::chat_id.eq_any(ids))
        .filter(drafts::operator_id.eq(operator_id))
        .filter(drafts::kind.eq(kind))
        .load(connection)?)
}

/// The operator's drafts, saved last first, at most `limit`.
pub fn of_operator(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    limit: i64,
) -> Result<Vec<Draft>> {
    Ok(Draft::query()
        .filter(drafts::operator_id.eq(operator_id))
        .order((drafts::updated_at.desc(), drafts::draft_id.desc()))
        .limit(limit)
        .load(connection)?)
}

/// How many drafts the operator has.
pub fn count_of(connection: &mut DatabaseConnection, operator_id: OperatorId) -> Result<i64> {
    let own = drafts::table.filter(drafts::operator_id.eq(operator_id));
    Ok(own.count().get_result(connection)?)
}

/// Counts so many drafts more in a chat, whose row is locked.
pub fn count_in_chat(connection: &mut DatabaseConnection, id: ChatId, more: i64) -> Result<()> {
    let update =
        diesel::sql_query("UPDATE chats SET draft_count = draft_count + $1 WHERE chat_id = $2");
    let update = update.bind::<BigInt, _>(more).bind::<BigInt, _>(id.0);
    one_changed(update.execute(connection)?)
}

/// Forgets what was discarded before a time, of at most `limit` drafts; says of how many.
pub fn forget_discarded(
    connection: &mut DatabaseConnection,
    before: Timestamp,
    limit: i64,
) -> Result<usize> {
    let ids: Vec<DraftId> = drafts::table
        .filter(drafts::discarded_at.lt(before))
        .order(drafts::discarded_at)
        .select(drafts::draft_id)
        .limit(limit)
        .load(connection)?;
    let nothing = (
        drafts::discarded_body.eq(None::<String>),
        drafts::discarded_device.eq(None::<String>),
        drafts::discarded_at.eq(None::<Timestamp>),
    );
    Ok(diesel::update(drafts::table.filter(drafts::draft_id.eq_any(ids)))
        .set(nothing)
        .execute(connection)?)
}
