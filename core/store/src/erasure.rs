//! The table of contacts that are being erased, and what is removed of them beside their chats. A row is there
//! until nothing is left of its contact: whoever finds one goes on.

mod elsewhere;

pub use elsewhere::{SaidElsewhere, pending_replies, remove_said_elsewhere};

use crate::broadcast;
use crate::dialect::lock_row;
use crate::page::statement::numbers;
use crate::schema::erasures;
use crate::{DatabaseConnection, Result};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::Text;
use switchboard_model::erasure::Erasure;
use switchboard_model::event::SubjectKind;
use switchboard_model::note::Note;
use switchboard_model::{ChatId, ContactId};

queries!(Erasure in erasures by contact_id: ContactId { find, insert_or_ignore });

/// The contacts that are being erased, longest first, at most `limit`: each once, with those that were pulled
/// into it.
pub fn open(connection: &mut DatabaseConnection, limit: i64) -> Result<Vec<Erasure>> {
    Ok(Erasure::query()
        .filter(erasures::contact_id.eq(erasures::root_id))
        .order((erasures::begun_at, erasures::contact_id))
        .limit(limit)
        .load(connection)?)
}

/// The contacts of one erasure, which is locked until the commit: who works on it has it alone. None when it is
/// done.
pub fn lock(connection: &mut DatabaseConnection, root_id: ContactId) -> Result<Vec<ContactId>> {
    lock_row(connection, "erasures", "contact_id", root_id.0)?;
    members(connection, root_id)
}

/// The contacts of one erasure.
pub fn members(connection: &mut DatabaseConnection, root_id: ContactId) -> Result<Vec<ContactId>> {
    Ok(erasures::table
        .filter(erasures::root_id.eq(root_id))
        .order(erasures::contact_id)
        .select(erasures::contact_id)
        .load(connection)?)
}

/// It stands among the files that these contacts were erased.
pub fn set_recorded(connection: &mut DatabaseConnection, root_id: ContactId) -> Result<()> {
    let rows = erasures::table.filter(erasures::root_id.eq(root_id));
    diesel::update(rows).set(erasures::is_recorded.eq(true)).execute(connection)?;
    Ok(())
}

/// Nothing is left of these contacts.
pub fn finish(connection: &mut DatabaseConnection, root_id: ContactId) -> Result<()> {
    diesel::delete(erasures::table.filter(erasures::root_id.eq(root_id))).execute(connection)?;
    Ok(())
}

/// Cuts the contacts off from the world: nothing that comes or is on its way finds their addresses and chats, and
/// nobody who acted as one of them does so any more. What is known of the contacts' own rows is not touched.
pub fn detach(connection: &mut DatabaseConnection, ids: &[ContactId]) -> Result<()> {
    let of = format!("contact_id IN ({})", numbers(ids.iter().map(|id| id.0)));
    let identities = format!("SELECT identity_id FROM identities WHERE {of}");
    let own = format!(
        "(channel_id, platform_id) IN (SELECT channel_id, platform_id FROM identities WHERE {of})"
    );
    let [pages, visits] = visits(&own);
    for text in [
        format!("DELETE FROM sessions WHERE {own}"),
        pages,
        visits,
        format!("DELETE FROM consents WHERE {own}"),
        format!("DELETE FROM identity_aliases WHERE identity_id IN ({identities})"),
        format!(
            "UPDATE identities SET platform_id = 'erased:' || CAST(identity_id AS TEXT), name = NULL, \
             username = NULL, locale = NULL, verified = NULL, is_reachable = FALSE WHERE {of}"
        ),
        format!(
            "DELETE FROM deliveries WHERE state = 'QUEUED' \
             AND (chat_id IN (SELECT chat_id FROM chats WHERE {of}) \
             OR identity_id IN ({identities}))"
        ),
        format!(
            "UPDATE chat_routes SET platform_chat = 'erased:' || CAST(identity_id AS TEXT), \
             platform_thread = NULL, is_current = FALSE, reply_context = '{{}}' \
             WHERE identity_id IN ({identities})"
        ),
        format!(
            "UPDATE chats SET platform_chat = 'erased:' || CAST(chat_id AS TEXT), \
             platform_thread = NULL, is_current = FALSE, reply_context = '{{}}', subject = NULL, \
             version = version + 1 WHERE {of}"
        ),
        addresses(ids),
    ] {
        sql_query(text).execute(connection)?;
    }
    Ok(())
}

/// The visits that are like this, with their pages.
fn visits(condition: &str) -> [String; 2] {
    [
        format!(
            "DELETE FROM visit_pages WHERE visit_id IN (SELECT visit_id FROM visits WHERE {condition})"
        ),
        format!("DELETE FROM visits WHERE {condition}"),
    ]
}

/// Their addresses, and those that were told of them.
fn addresses(ids: &[ContactId]) -> String {
    let ids = numbers(ids.iter().map(|id| id.0));
    format!("DELETE FROM contact_addresses WHERE contact_id IN ({ids}) OR origin_id IN ({ids})")
}

/// The notes on these contacts that stand in no chat, at most `limit`.
pub fn notes(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
    limit: i64,
) -> Result<Vec<Note>> {
    use crate::schema::notes;
    Ok(Note::query().filter(notes::contact_id.eq_any(ids)).limit(limit).load(connection)?)
}

/// Removes inbound requests that told of these contacts, at most `limit`; returns how many.
pub fn remove_requests(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
    limit: i64,
) -> Result<usize> {
    let text = format!(
        "DELETE FROM inbound_requests WHERE inbound_request_id IN (\
         SELECT inbound_request_id FROM inbound_requests WHERE identity_id IN (\
         SELECT identity_id FROM identities WHERE contact_id IN ({})) LIMIT {limit})",
        numbers(ids.iter().map(|id| id.0))
    );
    Ok(sql_query(text).execute(connection)?)
}

/// Removes what is left of contacts without chats, notes, requests and words in chats of others, themselves last.
pub fn remove_contacts(connection: &mut DatabaseConnection, ids: &[ContactId]) -> Result<()> {
    broadcast::forget_contacts(connection, ids)?;
    let told = addresses(ids);
    let ids = numbers(ids.iter().map(|id| id.0));
    let unites = format!("kept_id IN ({ids}) OR pulled_id IN ({ids})");
    let of_addresses =
        format!("identity_id IN (SELECT identity_id FROM identities WHERE contact_id IN ({ids}))");
    // A visit that was just being written when they were cut off.
    let [pages, visits] = visits(&format!("first_contact_id IN ({ids})"));
    for text in [
        pages,
        visits,
        format!(
            "DELETE FROM unite_moves WHERE unite_id IN (SELECT unite_id FROM unites WHERE {unites})"
        ),
        format!("DELETE FROM unites WHERE {unites}"),
        format!(
            "DELETE FROM duplicate_dismissals WHERE contact_id IN ({ids}) OR other_id IN ({ids})"
        ),
        told,
        format!("DELETE FROM contact_attributes WHERE contact_id IN ({ids})"),
        // What chats of others have of their addresses, since they were one with these for a while.
        format!("DELETE FROM chat_routes WHERE {of_addresses}"),
        format!("DELETE FROM deliveries WHERE {of_addresses}"),
        format!("DELETE FROM identities WHERE contact_id IN ({ids})"),
        format!("UPDATE contacts SET united_into_id = NULL WHERE contact_id IN ({ids})"),
        format!("DELETE FROM contacts WHERE contact_id IN ({ids})"),
    ] {
        sql_query(text).execute(connection)?;
    }
    Ok(())
}

/// Takes out of the audit log what it says about these subjects: that something was done, when and by whom
/// stays.
pub fn blank_audit(
    connection: &mut DatabaseConnection,
    kind: SubjectKind,
    ids: impl IntoIterator<Item = i64>,
) -> Result<()> {
    blank(connection, kind, &format!("subject_id IN ({})", numbers(ids)))
}

/// The same of a chat of which nothing is left. What the line of its deletion says of it stays: which chat that was.
pub fn blank_audit_of_chat(connection: &mut DatabaseConnection, id: ChatId) -> Result<()> {
    let lines = format!("subject_id = {} AND action <> 'chat.delete'", id.0);
    blank(connection, SubjectKind::Chat, &lines)
}

fn blank(connection: &mut DatabaseConnection, kind: SubjectKind, lines: &str) -> Result<()> {
    let text = format!(
        "UPDATE audit_lines SET before = NULL, after = NULL, \
         remote_address = CASE author_kind WHEN 'CONTACT' THEN NULL ELSE remote_address END, \
         user_agent = CASE author_kind WHEN 'CONTACT' THEN NULL ELSE user_agent END \
         WHERE subject_kind = $1 AND {lines}"
    );
    sql_query(text).bind::<Text, _>(kind).execute(connection)?;
    Ok(())
}
