//! The tables of unites and of what each has moved. A unite moves rows by changing whose they are, and lists
//! them, so that undoing it gives back exactly these.

use crate::dialect::{direct, lock_clause};
use crate::error::one_changed;
use crate::page::statement::FoundId;
use crate::schema::unites;
use crate::{DatabaseConnection, Result, chat_route};
use diesel::prelude::*;
use diesel::sql_query;
use switchboard_model::contact::Unite;
use switchboard_model::sql::Json;
use switchboard_model::{ChatId, ContactId, NoteId, Timestamp};

queries!(Unite in unites by unite_id: UniteId copied { lock, by_ids, insert });

/// What moves with a contact: the word for it, its table, and the column that names a row.
const MOVED: [(&str, &str, &str); 4] = [
    ("CHAT", "chats", "chat_id"),
    ("IDENTITY", "identities", "identity_id"),
    ("NOTE", "notes", "note_id"),
    ("ADDRESS", "contact_addresses", "origin_id"),
];

/// Rows of which an event has to tell that they moved, or what they lost by that.
#[derive(Clone, Debug, Default)]
pub struct Moved {
    /// The chats.
    pub chats: Vec<ChatId>,
    /// The notes, on chats and on the contact.
    pub notes: Vec<NoteId>,
    /// Chats that stay and have lost a route.
    pub unrouted: Vec<ChatId>,
}

/// The unite that hides this contact.
pub fn find_of_pulled(
    connection: &mut DatabaseConnection,
    pulled_id: ContactId,
) -> Result<Option<Unite>> {
    let of_contact = Unite::query().filter(unites::pulled_id.eq(pulled_id));
    Ok(of_contact.filter(unites::undone_at.is_null()).get_result(connection).optional()?)
}

/// The unites that pulled a contact into this one itself and are not undone, oldest first.
pub fn of_kept(connection: &mut DatabaseConnection, kept_id: ContactId) -> Result<Vec<Unite>> {
    let of_contact = Unite::query().filter(unites::kept_id.eq(kept_id));
    let active = of_contact.filter(unites::undone_at.is_null());
    Ok(active.order(unites::unite_id).load(connection)?)
}

/// Writes what the kept contact got of the pulled one, and when that was undone.
pub fn update(connection: &mut DatabaseConnection, unite: &Unite) -> Result<()> {
    let changed =
        (unites::filled.eq(Json::from(&unite.filled)), unites::undone_at.eq(unite.undone_at));
    let row = diesel::update(unites::table.find(unite.unite_id)).set(changed);
    one_changed(direct!(connection => row.execute(connection))?)
}

/// How many rows would move with this contact.
pub fn count_rows(connection: &mut DatabaseConnection, contact_id: ContactId) -> Result<i64> {
    let counts: Vec<String> = MOVED
        .iter()
        .map(|(_, table, _)| {
            format!("(SELECT COUNT(*) FROM {table} WHERE contact_id = {})", contact_id.0)
        })
        .collect();
    let row: FoundId =
        sql_query(format!("SELECT {} AS id", counts.join(" + "))).get_result(connection)?;
    Ok(row.id)
}

/// Locks the chats of a contact that is about to be pulled into another one, and its identities, so that no
/// chat is opened for it any more. Lock the contacts themselves after this.
pub fn lock_rows(connection: &mut DatabaseConnection, contact_id: ContactId) -> Result<()> {
    let of_contact = format!("contact_id = {}", contact_id.0);
    lock_where(connection, "chats", "chat_id", &of_contact)?;
    lock_where(connection, "identities", "identity_id", &of_contact)?;
    // One may have been opened before its identity was locked.
    lock_where(connection, "chats", "chat_id", &of_contact)
}

/// Locks what undoing this unite takes from the contact `root`, in the same order.
pub fn lock_rows_of_unite(
    connection: &mut DatabaseConnection,
    unite: &Unite,
    root: ContactId,
) -> Result<()> {
    let identities = listed(unite, "IDENTITY");
    let of_root = format!("contact_id = {} AND identity_id IN ({identities})", root.0);
    lock_where(connection, "chats", "chat_id", &of_root)?;
    lock_where(connection, "identities", "identity_id", &of_root)?;
    lock_where(connection, "chats", "chat_id", &of_root)
}

fn lock_where(
    connection: &mut DatabaseConnection,
    table: &str,
    key: &str,
    condition: &str,
) -> Result<()> {
    let lock = lock_clause(connection);
    let text = format!("SELECT {key} AS id FROM {table} WHERE {condition} ORDER BY {key}{lock}");
    sql_query(text).load::<FoundId>(connection)?;
    Ok(())
}

/// The ids of the rows of a kind that the unite has moved, as a query.
fn listed(unite: &Unite, kind: &str) -> String {
    format!(
        "SELECT row_id FROM unite_moves WHERE unite_id = {} AND kind = '{kind}'",
        unite.unite_id.0
    )
}

/// Lists all rows of the pulled contact, and gives them to the kept one.
pub fn pull(connection: &mut DatabaseConnection, unite: &Unite, now: Timestamp) -> Result<Moved> {
    let all = format!("contact_id = {}", unite.pulled_id.0);
    let moved = moved(connection, &all, &all)?;
    for (kind, table, key) in MOVED {
        let list = format!(
            "INSERT INTO unite_moves (unite_id, kind, row_id) \
             SELECT DISTINCT {}, '{kind}', {key} FROM {table} WHERE {all}",
            unite.unite_id.0
        );
        sql_query(list).execute(connection)?;
        give(connection, table, &all, unite.kept_id, now)?;
    }
    Ok(moved)
}

/// Gives the listed rows that `root` has now back to the pulled contact, and with them what came later through
/// its identities.
pub fn give_back(
    connection: &mut DatabaseConnection,
    unite: &Unite,
    root: ContactId,
    now: Timestamp,
) -> Result<Moved> {
    let of_root = format!("contact_id = {}", root.0);
    let chats = format!("{of_root} AND identity_id IN ({})", listed(unite, "IDENTITY"));
    let notes = format!(
        "{of_root} AND (note_id IN ({}) AND chat_id IS NULL \
         OR chat_id IN (SELECT chat_id FROM chats WHERE {chats}))",
        listed(unite, "NOTE")
    );
    let addresses = format!(
        "{of_root} AND (origin_id = {} OR origin_id IN ({}))",
        unite.pulled_id.0,
        listed(unite, "ADDRESS")
    );
    let mut moved = moved(connection, &chats, &notes)?;
    let to = unite.pulled_id;
    // Notes are found by their chats: those come after them.
    give(connection, "notes", &notes, to, now)?;
    give(connection, "chats", &chats, to, now)?;
    give(connection, "identities", &chats, to, now)?;
    give(connection, "contact_addresses", &addresses, to, now)?;
    moved.unrouted = chat_route::part(connection, to)?;
    strike(connection, unite)?;
    Ok(moved)
}

/// Takes what this unite has given back off the lists of those that pulled its kept contact further: undone
/// later, they give back what came from that contact, and this does not any more.
fn strike(connection: &mut DatabaseConnection, unite: &Unite) -> Result<()> {
    let mut above = find_of_pulled(connection, unite.kept_id)?;
    while let Some(further) = above {
        for (kind, table, key) in MOVED {
            let text = format!(
                "DELETE FROM unite_moves WHERE unite_id = {} AND kind = '{kind}' \
                 AND row_id IN (SELECT {key} FROM {table} WHERE contact_id = {})",
                further.unite_id.0, unite.pulled_id.0
            );
            sql_query(text).execute(connection)?;
        }
        above = find_of_pulled(connection, further.kept_id)?;
    }
    Ok(())
}

fn moved(connection: &mut DatabaseConnection, chats: &str, notes: &str) -> Result<Moved> {
    let chats = format!("SELECT chat_id AS id FROM chats WHERE {chats} ORDER BY chat_id");
    let chats: Vec<FoundId> = sql_query(chats).load(connection)?;
    let notes = format!("SELECT note_id AS id FROM notes WHERE {notes} ORDER BY note_id");
    let notes: Vec<FoundId> = sql_query(notes).load(connection)?;
    Ok(Moved {
        chats: chats.into_iter().map(|row| ChatId(row.id)).collect(),
        notes: notes.into_iter().map(|row| NoteId(row.id)).collect(),
        unrouted: Vec::new(),
    })
}

fn give(
    connection: &mut DatabaseConnection,
    table: &str,
    condition: &str,
    to: ContactId,
    now: Timestamp,
) -> Result<()> {
    // A chat's contact is part of what its version counts.
    let also = match table {
        "chats" => format!(", version = version + 1, updated_at = {}", now.0),
        _ => String::new(),
    };
    let text = format!("UPDATE {table} SET contact_id = {}{also} WHERE {condition}", to.0);
    sql_query(text).execute(connection)?;
    Ok(())
}
