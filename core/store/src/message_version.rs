//! The table of message_versions: earlier texts of edited messages.

use crate::schema::message_versions;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::MessageId;
use switchboard_model::message::MessageVersion;

/// Adds an earlier text.
pub fn insert(connection: &mut DatabaseConnection, version: &MessageVersion) -> Result<()> {
    diesel::insert_into(message_versions::table).values(version).execute(connection)?;
    Ok(())
}

/// The earlier texts of a message, oldest first, at most `limit`.
pub fn of_message(
    connection: &mut DatabaseConnection,
    message_id: MessageId,
    limit: i64,
) -> Result<Vec<MessageVersion>> {
    let query = MessageVersion::query().filter(message_versions::message_id.eq(message_id));
    Ok(query.order(message_versions::version).limit(limit).load(connection)?)
}

/// How many earlier texts of a message are kept.
pub fn count(connection: &mut DatabaseConnection, message_id: MessageId) -> Result<i64> {
    Ok(message_versions::table
        .filter(message_versions::message_id.eq(message_id))
        .count()
        .get_result(connection)?)
}

/// Forgets the earlier texts of a message.
pub fn delete(connection: &mut DatabaseConnection, message_id: MessageId) -> Result<()> {
    diesel::delete(message_versions::table.filter(message_versions::message_id.eq(message_id)))
        .execute(connection)?;
    Ok(())
}
