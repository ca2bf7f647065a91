//! The table of notifications: what operators are told of.

use crate::page::{Page, PageRequest};
use crate::schema::notifications;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::BigInt;
use switchboard_model::notification::{Notification, NotificationKind};
use switchboard_model::{ChatId, NotificationId, OperatorId, Timestamp};

queries!(Notification in notifications by notification_id: NotificationId {
    get, find, by_ids, delete,
    /// One that the same event has made before is in its way.
    insert_or_ignore,
});

/// A page of what an operator was told of, newest first.
pub fn page(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    page_request: &PageRequest<NotificationId>,
) -> Result<Page<Notification>> {
    let mut query =
        Notification::query().filter(notifications::operator_id.eq(operator_id)).into_boxed();
    if let Some(key) = page_request.after {
        query = query.filter(notifications::notification_id.lt(key));
    }
    if let Some(key) = page_request.before {
        query = query.filter(notifications::notification_id.gt(key));
    }
    query = if page_request.is_from_end {
        query.order(notifications::notification_id.asc())
    } else {
        query.order(notifications::notification_id.desc())
    };
    Ok(Page::of(query.limit(page_request.count.saturating_add(1)).load(connection)?, page_request))
}

/// Was the operator told of this before; `is_unread`: and has not read it.
pub fn is_told(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    kind: NotificationKind,
    subject_id: i64,
    is_unread: bool,
) -> Result<bool> {
    let told = notifications::table
        .filter(notifications::operator_id.eq(operator_id))
        .filter(notifications::kind.eq(kind))
        .filter(notifications::subject_id.eq(subject_id))
        .select(notifications::notification_id);
    let found: Option<NotificationId> = if is_unread {
        told.filter(notifications::read_at.is_null()).first(connection).optional()?
    } else {
        told.first(connection).optional()?
    };
    Ok(found.is_some())
}

/// How much of these kinds an operator has not read, at most `limit`.
pub fn unread_count(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    kinds: &[NotificationKind],
    limit: i64,
) -> Result<i64> {
    let unread: Vec<NotificationId> = notifications::table
        .filter(notifications::operator_id.eq(operator_id))
        .filter(notifications::kind.eq_any(kinds))
        .filter(notifications::read_at.is_null())
        .select(notifications::notification_id)
        .limit(limit)
        .load(connection)?;
    Ok(i64::try_from(unread.len()).unwrap_or(limit))
}

/// What an operator has not read, oldest first, at most `limit`; where a chat is named, in that one.
pub fn unread_of(
    connection: &mut DatabaseConnection,
    operator_id: OperatorId,
    chat_id: Option<ChatId>,
    limit: i64,
) -> Result<Vec<Notification>> {
    let mut query = Notification::query()
        .filter(notifications::operator_id.eq(operator_id))
        .filter(notifications::read_at.is_null())
        .into_boxed();
    if let Some(id) = chat_id {
        query = query.filter(notifications::chat_id.eq(id));
    }
    Ok(query.order(notifications::notification_id).limit(limit).load(connection)?)
}

/// What anybody was told of a chat by these kinds and has not read, oldest first, at most `limit`.
pub fn unread_in_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    kinds: &[NotificationKind],
    limit: i64,
) -> Result<Vec<Notification>> {
    Ok(Notification::query()
        .filter(notifications::chat_id.eq(chat_id))
        .filter(notifications::kind.eq_any(kinds))
        .filter(notifications::read_at.is_null())
        .order(notifications::notification_id)
        .limit(limit)
        .load(connection)?)
}

/// What anybody was told of a chat, at most `limit`.
pub fn of_chat(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    limit: i64,
) -> Result<Vec<Notification>> {
    Ok(Notification::query()
        .filter(notifications::chat_id.eq(chat_id))
        .order(notifications::notification_id)
        .limit(limit)
        .load(connection)?)
}

/// It was read; false when it was before.
pub fn set_read(
    connection: &mut DatabaseConnection,
    id: NotificationId,
    at: Timestamp,
) -> Result<bool> {
    let unread = notifications::table.find(id).filter(notifications::read_at.is_null());
    Ok(diesel::update(unread).set(notifications::read_at.eq(at)).execute(connection)? == 1)
}

/// Removes what is from before a time, at most `limit`; says how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp, limit: i64) -> Result<usize> {
    let old: Vec<NotificationId> = notifications::table
        .filter(notifications::at.lt(before))
        .order(notifications::at)
        .select(notifications::notification_id)
        .limit(limit)
        .load(connection)?;
    let old = notifications::table.filter(notifications::notification_id.eq_any(old));
    Ok(diesel::delete(old).execute(connection)?)
}

/// Removes what each operator has beyond their newest `kept`, at most `limit`; says how many.
pub fn prune_beyond(connection: &mut DatabaseConnection, kept: i64, limit: i64) -> Result<usize> {
    let text = "DELETE FROM notifications WHERE notification_id IN ( \
        SELECT notification_id FROM (SELECT notification_id, ROW_NUMBER() OVER \
        (PARTITION BY operator_id ORDER BY notification_id DESC) AS place FROM notifications) placed \
        WHERE place > $1 LIMIT $2)";
    let delete = sql_query(text).bind::<BigInt, _>(kept).bind::<BigInt, _>(limit);
    Ok(delete.execute(connection)?)
}
