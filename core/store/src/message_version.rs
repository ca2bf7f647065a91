//! The table of message_versions: earlier texts of edited messages.

use crate::schema::message_versions;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use switchboard_model::message::MessageVersion;
use switchboard_model::{MessageId, Timestamp};

/// Adds an earlier text.
pub fn insert(
    connection: &mut DatabaseConnection,
    version: &MessageVersion,
) -> Result<(), StoreError> {
    diesel::insert_into(message_versions::table)
        .values((
            message_versions::message_id.eq(version.message_id.0),
            message_versions::version.eq(version.version),
            message_versions::body.eq(&version.body),
            message_versions::replaced_at.eq(version.replaced_at.0),
        ))
        .execute(connection)?;
    Ok(())
}

/// The earlier texts of a message, oldest first, at most `limit`.
pub fn of_message(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
    limit: i64,
) -> Result<Vec<MessageVersion>, StoreError> {
    let rows: Vec<(i64, String, i64)> = message_versions::table
        .filter(message_versions::message_id.eq(message_id.0))
        .order(message_versions::version)
        .limit(limit)
        .select((message_versions::version, message_versions::body, message_versions::replaced_at))
        .load(connection)?;
    Ok(rows
        .into_iter()
        .map(|(version, body, replaced_at)| MessageVersion {
            message_id,
            version,
            body,
            replaced_at: Timestamp(replaced_at),
        })
        .collect())
}

/// How many earlier texts of a message are kept.
pub fn count(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
) -> Result<i64, StoreError> {
    Ok(message_versions::table
        .filter(message_versions::message_id.eq(message_id.0))
        .count()
        .get_result(connection)?)
}

/// Forgets the earlier texts of a message.
pub fn delete(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
) -> Result<(), StoreError> {
    diesel::delete(message_versions::table.filter(message_versions::message_id.eq(message_id.0)))
        .execute(connection)?;
    Ok(())
}
