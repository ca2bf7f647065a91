//! The table of file meters: how much the files take, kept by the database's own triggers in the
//! transaction of each change, so that nobody adds up what was stored in years.

use crate::dialect::{self, Number};
use crate::schema::file_meters;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use switchboard_model::ChannelId;

/// Where the whole server is meant.
const SERVER: ChannelId = ChannelId(0);
/// What each meter must show.
const COUNTED: &str = "(CASE name \
     WHEN 'STORED' THEN (SELECT COALESCE(SUM(size_bytes), 0) FROM contents) \
     WHEN 'ANNOUNCED' THEN (SELECT COALESCE(SUM(size_bytes), 0) FROM attachments \
         WHERE message_id IS NULL AND state = 'PENDING') \
     ELSE (SELECT COALESCE(SUM(file.size_bytes), 0) FROM attachments AS file \
         JOIN chats ON chats.chat_id = file.chat_id \
         WHERE file.message_id IS NULL AND file.author_kind = 'CONTACT' \
         AND chats.channel_id = file_meters.channel_id) END)";

/// What the meters show, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FileMeters {
    /// All contents, each once.
    pub stored_bytes: i64,
    /// Uploads that were announced and are to come.
    pub announced_bytes: i64,
    /// What visitors of the channel have announced or brought, and not sent.
    pub loose_bytes: i64,
}

/// Reads the meters of the server, and of a channel.
pub fn read(connection: &mut DatabaseConnection, channel_id: ChannelId) -> Result<FileMeters> {
    let rows: Vec<(String, i64)> = file_meters::table
        .filter(file_meters::channel_id.eq_any([SERVER.0, channel_id.0]))
        .select((file_meters::name, file_meters::bytes))
        .load(connection)?;
    let mut meters = FileMeters::default();
    for (name, bytes) in rows {
        match name.as_str() {
            "STORED" => meters.stored_bytes = bytes,
            "ANNOUNCED" => meters.announced_bytes = bytes,
            _ => meters.loose_bytes = bytes,
        }
    }
    Ok(meters)
}

/// What all contents take, in bytes, each once.
pub fn stored_bytes(connection: &mut DatabaseConnection) -> Result<i64> {
    Ok(read(connection, SERVER)?.stored_bytes)
}

/// How many meters show what is not so.
pub fn count_wrong(connection: &mut DatabaseConnection) -> Result<i64> {
    let text = format!("SELECT COUNT(*) AS number FROM file_meters WHERE bytes <> {COUNTED}");
    let row: Number = diesel::sql_query(text).get_result(connection)?;
    Ok(row.number)
}

/// Sets the meters to what is so. Changes wait for the commit.
pub fn recount(connection: &mut DatabaseConnection) -> Result<()> {
    let lock = dialect::lock_clause(connection);
    let all = format!("SELECT 1 FROM file_meters ORDER BY name, channel_id{lock}");
    diesel::sql_query(all).execute(connection)?;
    let text = format!("UPDATE file_meters SET bytes = {COUNTED} WHERE bytes <> {COUNTED}");
    diesel::sql_query(text).execute(connection)?;
    Ok(())
}
