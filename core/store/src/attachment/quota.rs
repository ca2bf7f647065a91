//! How much room files take, and which of them are still needed.

use crate::schema::attachments;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use switchboard_model::{ChatId, Timestamp};

/// Does any attachment still need the file with this SHA-256.
pub fn is_used(connection: &mut DatabaseConnection, sha256: &str) -> Result<bool> {
    let found: Option<i64> = attachments::table
        .filter(attachments::sha256.eq(sha256))
        .select(attachments::attachment_id)
        .first(connection)
        .optional()?;
    Ok(found.is_some())
}

#[derive(QueryableByName)]
struct Bytes {
    #[diesel(sql_type = BigInt)]
    bytes: i64,
}

/// Bytes that the files take, each content counted once.
pub fn stored_bytes(connection: &mut DatabaseConnection) -> Result<i64> {
    let row: Bytes = diesel::sql_query(
        "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS bytes \
         FROM (SELECT DISTINCT sha256, size_bytes FROM attachments WHERE sha256 IS NOT NULL) AS files",
    )
    .get_result(connection)?;
    Ok(row.bytes)
}

/// Bytes that uploads begun after `since` have announced and not delivered yet.
pub fn announced_bytes(connection: &mut DatabaseConnection, since: Timestamp) -> Result<i64> {
    let row: Bytes = diesel::sql_query(
        "SELECT CAST(COALESCE(SUM(size_bytes), 0) AS BIGINT) AS bytes FROM attachments \
         WHERE state = 'PENDING' AND platform_token IS NULL AND sha256 IS NULL AND created_at > $1",
    )
    .bind::<BigInt, _>(since)
    .get_result(connection)?;
    Ok(row.bytes)
}

/// How many uploads of an author in a chat are begun and belong to no message yet.
pub fn count_loose(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    since: Timestamp,
) -> Result<i64> {
    Ok(attachments::table
        .filter(attachments::chat_id.eq(chat_id))
        .filter(attachments::message_id.is_null())
        .filter(attachments::created_at.gt(since))
        .count()
        .get_result(connection)?)
}
