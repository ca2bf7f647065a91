//! The tables of visits of the web chat and of their pages. Written in portions, seldom, by who holds the
//! visits that go on in memory.

use crate::dialect::{Locked, direct};
use crate::schema::{sessions, visit_pages, visits};
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use std::collections::HashSet;
use switchboard_model::visit::{Visit, VisitPage};
use switchboard_model::{ChannelId, ChatId, Timestamp, VisitId};

queries!(Visit in visits by visit_id: VisitId { get });

/// What goes on changing about a visit. The chat is set by itself: any process may open it.
const CHANGING: &[&str] =
    &["seen_at", "url", "title", "page_count", "locale", "time_zone", "ip", "country", "city"];

/// The newest visit of an address that was seen after a time.
pub fn find_current(
    connection: &mut DatabaseConnection,
    channel_id: ChannelId,
    platform_id: &str,
    since: Timestamp,
) -> Result<Option<Visit>> {
    Ok(Visit::query()
        .filter(visits::channel_id.eq(channel_id))
        .filter(visits::platform_id.eq(platform_id))
        .filter(visits::seen_at.gt(since))
        .order((visits::seen_at.desc(), visits::visit_id.desc()))
        .first(connection)
        .optional()?)
}

/// Adds a visit, or writes what has changed about it since.
pub fn save(connection: &mut DatabaseConnection, visit: &Visit) -> Result<()> {
    let insert = diesel::insert_into(visits::table).values(visit);
    dialect::upsert(connection, insert, "visit_id", CHANGING)
}

/// Those of these addresses that have a session, also one that has ended; it stays until the commit. Whoever is
/// erased has none.
pub fn lock_present(
    connection: &mut DatabaseConnection,
    addresses: &[(ChannelId, String)],
) -> Result<HashSet<(ChannelId, String)>> {
    let channel_ids: HashSet<ChannelId> = addresses.iter().map(|address| address.0).collect();
    let platform_ids: Vec<&str> = addresses.iter().map(|address| address.1.as_str()).collect();
    let found: Vec<(Option<ChannelId>, Option<String>)> = direct!(connection => Locked(
        sessions::table
            .filter(sessions::channel_id.eq_any(channel_ids))
            .filter(sessions::platform_id.eq_any(platform_ids))
            .order(sessions::session_id)
            .select((sessions::channel_id, sessions::platform_id))
    )
    .load(connection))?;
    Ok(found
        .into_iter()
        .filter_map(|(channel_id, platform_id)| channel_id.zip(platform_id))
        .collect())
}

/// Names the chat of a visit that has none yet; nothing happens where the visit is not stored.
pub fn set_chat(connection: &mut DatabaseConnection, id: VisitId, chat_id: ChatId) -> Result<()> {
    let open = visits::table.find(id).filter(visits::chat_id.is_null());
    diesel::update(open).set(visits::chat_id.eq(chat_id)).execute(connection)?;
    Ok(())
}

/// Adds pages to a visit, and removes the oldest beyond `most`.
pub fn add_pages(
    connection: &mut DatabaseConnection,
    visit: &Visit,
    pages: &[VisitPage],
    most: i64,
) -> Result<()> {
    for page in pages {
        let insert = diesel::insert_into(visit_pages::table).values(page);
        dialect::insert_or_ignore(connection, insert)?;
    }
    if visit.page_count > most {
        let old = visit_pages::table
            .filter(visit_pages::visit_id.eq(visit.visit_id))
            .filter(visit_pages::position.le(visit.page_count - most));
        diesel::delete(old).execute(connection)?;
    }
    Ok(())
}

/// The pages of these visits, in the order in which they were looked at.
pub fn pages_of(connection: &mut DatabaseConnection, ids: &[VisitId]) -> Result<Vec<VisitPage>> {
    Ok(VisitPage::query()
        .filter(visit_pages::visit_id.eq_any(ids))
        .order((visit_pages::visit_id, visit_pages::position))
        .load(connection)?)
}

/// Removes visits that were last seen before `before`, with their pages, at most `limit`; says how many.
pub fn prune(connection: &mut DatabaseConnection, before: Timestamp, limit: i64) -> Result<usize> {
    let ids: Vec<VisitId> = visits::table
        .filter(visits::seen_at.lt(before))
        .order(visits::seen_at)
        .select(visits::visit_id)
        .limit(limit)
        .load(connection)?;
    if ids.is_empty() {
        return Ok(0);
    }
    diesel::delete(visit_pages::table.filter(visit_pages::visit_id.eq_any(&ids)))
        .execute(connection)?;
    let old = visits::table.filter(visits::visit_id.eq_any(&ids));
    Ok(diesel::delete(old).execute(connection)?)
}
