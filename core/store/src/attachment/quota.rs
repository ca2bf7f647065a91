//! How much was brought, and which contents are still needed.

use crate::schema::attachments;
use crate::{DatabaseConnection, Result};
use diesel::dsl::{count_star, sql};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::{AuthorKind, ChatId, Timestamp};

/// Does any attachment still need the file with this SHA-256.
pub fn is_used(connection: &mut DatabaseConnection, sha256: &str) -> Result<bool> {
    let found: Option<i64> = attachments::table
        .filter(attachments::sha256.eq(sha256))
        .select(attachments::attachment_id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}

/// Files that somebody brought or announced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Brought {
    /// How many.
    pub count: i64,
    /// Their sizes together.
    pub bytes: i64,
}

/// What an author has brought or announced after `since`, whether it was sent or not.
pub fn brought_since(
    connection: &mut DatabaseConnection,
    (author_kind, author_id): (AuthorKind, Option<i64>),
    since: Timestamp,
) -> Result<Brought> {
    let bytes = sql::<BigInt>("CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT)");
    let (count, bytes): (i64, i64) = attachments::table
        .filter(attachments::author_kind.eq(author_kind))
        .filter(attachments::author_id.eq(author_id))
        .filter(attachments::created_at.gt(since))
        .select((count_star(), bytes))
        .get_result(connection)?;
    Ok(Brought { count, bytes })
}

/// How many uploads of an author in a chat are begun and belong to no message yet.
pub fn count_loose(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    (author_kind, author_id): (AuthorKind, Option<i64>),
    since: Timestamp,
) -> Result<i64> {
    Ok(attachments::table
        .filter(attachments::chat_id.eq(chat_id))
        .filter(attachments::author_kind.eq(author_kind))
        .filter(attachments::author_id.eq(author_id))
        .filter(attachments::message_id.is_null())
        .filter(attachments::created_at.gt(since))
        .count()
        .get_result(connection)?)
}
