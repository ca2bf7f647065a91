//! The timelines of chats: each chat's part of the log, newest first.

use super::{Page, PageRequest};
use crate::{DatabaseConnection, Result, limits, log::EventRow};
use diesel::{RunQueryDsl, sql_query};
use std::collections::HashMap;
use switchboard_model::{ChatId, EventCursor, event::Event};

/// A page of the events of each of these chats, newest first, before a place. Read from the newest
/// on only: of the page_request, `before` and `is_from_end` mean nothing here.
pub fn of_chats(
    connection: &mut DatabaseConnection,
    chat_ids: &[ChatId],
    epoch: u32,
    page_request: &PageRequest<EventCursor>,
) -> Result<HashMap<ChatId, Page<Event>>> {
    let mut lists: HashMap<ChatId, Vec<Event>> =
        chat_ids.iter().map(|id| (*id, Vec::new())).collect();
    for some in chat_ids.chunks(limits::PARENTS_PER_STATEMENT) {
        let parts: Vec<String> = some.iter().flat_map(|id| parts(*id, page_request)).collect();
        let rows: Vec<EventRow> = sql_query(parts.join(" UNION ALL ")).load(connection)?;
        for row in rows {
            let event = row.into_event(epoch);
            if let Some(list) = event.event.chat_id.and_then(|id| lists.get_mut(&id)) {
                list.push(event);
            }
        }
    }
    let page = |(id, mut events): (ChatId, Vec<Event>)| {
        events.sort_unstable_by_key(|event| std::cmp::Reverse(event.cursor));
        (id, Page::of(events, page_request))
    };
    Ok(lists.into_iter().map(page).collect())
}

/// The rest of the place's own transaction, then what was committed before it: each a plain range of
/// the index. In one condition SQLite would read all that came after the place as well.
fn parts(chat_id: ChatId, page_request: &PageRequest<EventCursor>) -> Vec<String> {
    let part = |condition: String| {
        format!(
            "SELECT * FROM (SELECT * FROM events WHERE chat_id = {}{condition} \
             ORDER BY transaction_id DESC, seq DESC LIMIT {}) AS list",
            chat_id.0,
            page_request.count.saturating_add(1)
        )
    };
    match page_request.after {
        None => vec![part(String::new())],
        Some(EventCursor { transaction, sequence, .. }) => vec![
            part(format!(" AND transaction_id = {transaction} AND seq < {sequence}")),
            part(format!(" AND transaction_id < {transaction}")),
        ],
    }
}
