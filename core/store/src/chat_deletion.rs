//! What is left of deleted chats: their rows go in portions, the chat's own last, so that whoever dies in the
//! middle leaves a chat with which the next one goes on.

use crate::page::statement::{FoundId, numbers};
use crate::schema::{attachments, chats};
use crate::{DatabaseConnection, Result, dialect};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Bool;
use switchboard_model::{AttachmentId, ChatId};

/// What belongs to messages beside their files: the table, and the columns that name a row.
const OF_MESSAGES: [(&str, &str); 4] = [
    ("deliveries", "delivery_id"),
    ("message_references", "channel_id, platform_chat, platform_id, platform_thread, part"),
    ("message_versions", "message_id, version"),
    ("reactions", "message_id, author_kind, author_id, emoji"),
];

/// What belongs to a chat beside its messages and files.
const OF_CHATS: [(&str, &str); 12] = [
    ("acts", "act_id"),
    ("chat_examples", "chat_id"),
    ("chat_labels", "chat_id, label_id"),
    ("chat_ratings", "chat_id, round"),
    ("chat_reads", "chat_id, operator_id"),
    ("chat_references", "chat_id, reference_kind_id, external_id"),
    ("chat_routes", "chat_id, identity_id"),
    ("drafts", "draft_id"),
    ("forwards", "forward_id"),
    ("notes", "note_id"),
    ("participants", "chat_id, operator_id"),
    ("pending_replies", "pending_reply_id"),
];

/// A portion of what was left of a chat.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Portion {
    /// How many rows were removed.
    pub count: i64,
    /// The contents (SHA-256) of files among them: nothing may need them any more.
    pub sha256s: Vec<String>,
    /// Nothing is left of the chat.
    pub is_last: bool,
}

/// The chat that was deleted before all others of which something is left.
pub fn next(connection: &mut DatabaseConnection) -> Result<Option<ChatId>> {
    Ok(chats::table
        .filter(chats::deleted_at.is_not_null())
        .order((chats::deleted_at, chats::chat_id))
        .select(chats::chat_id)
        .first(connection)
        .optional()?)
}

/// Removes at most `limit` rows of a deleted chat, whose own row is locked meanwhile; nothing of one that is
/// gone.
pub fn remove_portion(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    limit: i64,
) -> Result<Portion> {
    if !dialect::lock_row(connection, "chats", "chat_id", chat_id.0)? {
        return Ok(Portion::default());
    }
    let mut removal = Removal { left: limit, portion: Portion::default() };
    let of_chat = format!("chat_id = {}", chat_id.0);
    let messages = format!("SELECT message_id AS id FROM messages WHERE {of_chat} LIMIT {limit}");
    let messages: Vec<FoundId> = sql_query(messages).load(connection)?;
    let of_messages = format!("message_id IN ({})", numbers(messages.iter().map(|row| row.id)));
    removal.files(connection, &of_messages)?;
    for (table, key) in OF_MESSAGES {
        removal.rows(connection, table, key, &of_messages)?;
    }
    removal.rows(connection, "messages", "message_id", &of_messages)?;
    removal.files(connection, &format!("{of_chat} AND message_id IS NULL"))?;
    for (table, key) in OF_CHATS {
        removal.rows(connection, table, key, &of_chat)?;
    }
    if removal.left > 0 {
        let own = chats::table.find(chat_id).filter(chats::deleted_at.is_not_null());
        removal.portion.is_last = diesel::delete(own).execute(connection)? == 1;
    }
    Ok(removal.portion)
}

/// A portion that is being removed, and how many rows more may go with it.
struct Removal {
    left: i64,
    portion: Portion,
}

impl Removal {
    fn rows(
        &mut self,
        connection: &mut DatabaseConnection,
        table: &str,
        key: &str,
        condition: &str,
    ) -> Result<()> {
        if self.left == 0 {
            return Ok(());
        }
        let text = format!(
            "DELETE FROM {table} WHERE ({key}) IN \
             (SELECT {key} FROM {table} WHERE {condition} LIMIT {})",
            self.left
        );
        let count = sql_query(text).execute(connection)?;
        self.count(count);
        Ok(())
    }

    fn files(&mut self, connection: &mut DatabaseConnection, condition: &str) -> Result<()> {
        let found: Vec<(AttachmentId, Option<String>)> = attachments::table
            .filter(sql::<Bool>(condition))
            .select((attachments::attachment_id, attachments::sha256))
            .limit(self.left)
            .load(connection)?;
        let (ids, sha256s): (Vec<AttachmentId>, Vec<Option<String>>) = found.into_iter().unzip();
        let files = attachments::table.filter(attachments::attachment_id.eq_any(ids));
        let count = diesel::delete(files).execute(connection)?;
        self.portion.sha256s.extend(sha256s.into_iter().flatten());
        self.count(count);
        Ok(())
    }

    fn count(&mut self, rows: usize) {
        let rows = i64::try_from(rows).unwrap_or(self.left);
        self.portion.count += rows;
        self.left = (self.left - rows).max(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;
    use std::path::Path;

    /// What refers to a chat or a message would keep it for ever.
    #[test]
    fn every_table_that_refers_to_a_chat_or_a_message_is_among_those_that_are_cleared() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../migrations/sqlite");
        let migrations = std::fs::read_dir(folder).expect("the migrations").flatten();
        let mut referring = BTreeSet::new();
        for text in
            migrations.filter_map(|one| std::fs::read_to_string(one.path().join("up.sql")).ok())
        {
            for table in text.split("CREATE TABLE ").skip(1) {
                let columns = table.split("\n)").next().unwrap_or_default();
                let refers = ["REFERENCES chats (", "REFERENCES messages ("];
                if refers.iter().any(|one| columns.contains(one)) {
                    referring.extend(columns.split_whitespace().next().map(str::to_owned));
                }
            }
        }
        let cleared = OF_MESSAGES.iter().chain(&OF_CHATS).map(|(table, _)| *table);
        let cleared: BTreeSet<String> =
            cleared.chain(["messages", "attachments"]).map(str::to_owned).collect();
        assert_eq!(referring, cleared);
    }
}
