//! All rows of a deleted chat, removed for good: a portion in a write, what hangs on others first and the chat's own
//! row last, so that whoever is interrupted goes on where it was.

use crate::page::statement::{FoundId, numbers};
use crate::{DatabaseConnection, Result, dialect, timer};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use switchboard_model::timer::TimerKind;
use switchboard_model::{ChatId, MessageId, NoteId};

/// What hangs on messages, by its column `message_id`.
const OF_MESSAGE: [&str; 5] =
    ["reactions", "message_versions", "message_references", "deliveries", "attachments"];

/// What a chat may have much of, beside its messages: the table and its key.
const MANY: [(&str, &str); 3] =
    [("notes", "note_id"), ("acts", "act_id"), ("rule_runs", "rule_run_id")];

/// What else hangs on a chat, by its column `chat_id`: no more than people with what they were told, addresses,
/// labels, the company's objects, rounds, rules' timers and loose files.
const OF_CHAT: [&str; 15] = [
    "chat_routes",
    "participants",
    "chat_reads",
    "drafts",
    "pending_replies",
    "chat_labels",
    "chat_attributes",
    "chat_examples",
    "chat_references",
    "chat_ratings",
    "rule_timers",
    "forwards",
    "notifications",
    "deliveries",
    "attachments",
];

/// What of a chat has timers of its own, as the chat has: the table and its key.
const TIMED: [(&str, &str); 2] =
    [("forwards", "forward_id"), ("pending_replies", "pending_reply_id")];

/// What one portion removed.
#[derive(Clone, Debug, Default)]
pub struct RemovedRows {
    /// The messages.
    pub message_ids: Vec<MessageId>,
    /// The notes.
    pub note_ids: Vec<NoteId>,
    /// The contents (SHA-256) that the files had: to be released after the commit.
    pub contents: Vec<String>,
    /// Is nothing left, nor the chat itself.
    pub is_whole: bool,
}

#[derive(QueryableByName)]
struct Content {
    #[diesel(sql_type = Text)]
    sha256: String,
}

/// Removes the next portion of a deleted chat's rows, at most `most` messages, notes or acts with what hangs on
/// them; none when nothing was left. The chat's own row is locked meanwhile.
pub fn remove(
    connection: &mut DatabaseConnection,
    chat_id: ChatId,
    most: i64,
) -> Result<Option<RemovedRows>> {
    if !dialect::lock_row(connection, "chats", "chat_id", chat_id.0)? {
        return Ok(None);
    }
    let messages = first(connection, "messages", "message_id", chat_id, most)?;
    if !messages.is_empty() {
        let contents = remove_messages(connection, &messages)?;
        let message_ids = messages.into_iter().map(MessageId).collect();
        return Ok(Some(RemovedRows { message_ids, contents, ..RemovedRows::default() }));
    }
    for (table, key) in MANY {
        let rows = first(connection, table, key, chat_id, most)?;
        if !rows.is_empty() {
            delete(connection, table, &format!("{key} IN ({})", numbers(rows.iter().copied())))?;
            let notes = if table == "notes" { rows } else { Vec::new() };
            let note_ids = notes.into_iter().map(NoteId).collect();
            return Ok(Some(RemovedRows { note_ids, ..RemovedRows::default() }));
        }
    }
    let of_chat = format!("chat_id = {}", chat_id.0);
    let contents = contents(connection, &of_chat)?;
    let mut subjects = vec![chat_id.0];
    for (table, key) in TIMED {
        subjects.extend(first(connection, table, key, chat_id, i64::MAX)?);
    }
    for kind in TimerKind::ALL {
        for subject_id in &subjects {
            timer::remove(connection, *kind, *subject_id)?;
        }
    }
    for table in OF_CHAT {
        delete(connection, table, &of_chat)?;
    }
    delete(connection, "chats", &of_chat)?;
    Ok(Some(RemovedRows { contents, is_whole: true, ..RemovedRows::default() }))
}

/// Removes these messages with what hangs on them; gives the contents (SHA-256) that their files had.
pub(crate) fn remove_messages(
    connection: &mut DatabaseConnection,
    ids: &[i64],
) -> Result<Vec<String>> {
    let ids = format!("message_id IN ({})", numbers(ids.iter().copied()));
    let contents = contents(connection, &ids)?;
    for table in OF_MESSAGE {
        delete(connection, table, &ids)?;
    }
    delete(connection, "messages", &ids)?;
    Ok(contents)
}

/// The first rows of a table that belong to the chat, by their key.
fn first(
    connection: &mut DatabaseConnection,
    table: &str,
    key: &str,
    chat_id: ChatId,
    most: i64,
) -> Result<Vec<i64>> {
    let text = format!(
        "SELECT {key} AS id FROM {table} WHERE chat_id = {} ORDER BY {key} LIMIT {most}",
        chat_id.0
    );
    let rows: Vec<FoundId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

fn contents(connection: &mut DatabaseConnection, condition: &str) -> Result<Vec<String>> {
    let text =
        format!("SELECT DISTINCT sha256 FROM attachments WHERE {condition} AND sha256 IS NOT NULL");
    let rows: Vec<Content> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| row.sha256).collect())
}

fn delete(connection: &mut DatabaseConnection, table: &str, condition: &str) -> Result<()> {
    sql_query(format!("DELETE FROM {table} WHERE {condition}")).execute(connection)?;
    Ok(())
}

#[cfg(all(test, feature = "testing"))]
mod tests {
    use super::*;
    use crate::testing::TestDatabase;
    use std::collections::BTreeSet;

    #[derive(QueryableByName)]
    struct Reference {
        #[diesel(sql_type = Text)]
        from: String,
        #[diesel(sql_type = Text)]
        to: String,
    }

    /// Each table that refers to one of these, as the database says.
    #[tokio::test]
    async fn no_table_that_hangs_on_a_chat_is_forgotten() {
        let database = TestDatabase::sqlite();
        let store = database.open().await;
        let text = "SELECT m.name AS \"from\", f.\"table\" AS \"to\" \
            FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f WHERE m.type = 'table'";
        let read = store.read(move |connection| -> Result<Vec<Reference>> {
            Ok(sql_query(text).load(connection)?)
        });
        let all = read.await.expect("the catalogue");
        let hanging_on = |table: &str| -> BTreeSet<String> {
            let of_table = all.iter().filter(|one| one.to == table);
            of_table.map(|one| one.from.clone()).collect()
        };
        let many = MANY.map(|(table, _)| table);
        let known: BTreeSet<String> =
            OF_CHAT.iter().chain(&many).chain(&["messages"]).map(|one| (*one).to_owned()).collect();
        assert_eq!(hanging_on("chats"), known, "name it in this file");
        let known: BTreeSet<String> = OF_MESSAGE.iter().map(|one| (*one).to_owned()).collect();
        assert_eq!(hanging_on("messages"), known, "name it in this file");
        assert_eq!(hanging_on("notes"), BTreeSet::new());
        store.close().await;
    }
}
