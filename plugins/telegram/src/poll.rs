//! Asks for updates. The cursor is the number of the next update; asking for it tells Telegram that
//! all before it are safe.

use crate::{
    api::{self, API},
    limits::{POLL_GRACE_MS, POLL_NEXT_MS, POLL_UPDATES, POLL_WAIT_S},
    update::{self, Groups},
};
use switchboard_plugin::{
    Host,
    items::{Event, Item},
    json,
    polling::Page,
    serde_json::{Value, json},
    types::Error,
};

/// One page of updates.
pub fn poll(host: &dyn Host, cursor: Option<String>, wait_ms: u32) -> Result<Page, Error> {
    let wait_s = (wait_ms / 1_000).min(POLL_WAIT_S);
    let parameters = json::without_nulls(json!({
        "timeout": wait_s,
        "limit": POLL_UPDATES,
        "allowed_updates": update::KINDS,
        "offset": cursor.as_deref().map(offset).transpose()?,
    }));
    let request = api::method(host, "getUpdates").json(&parameters);
    let answer = API.call(host, request.timeout_ms(wait_s * 1_000 + POLL_GRACE_MS))?;
    Ok(page(&answer, cursor, host.now_ms(), Groups::of(host)))
}

/// Reads an answer. One update that cannot be read must not hold up those behind it.
fn page(answer: &Value, cursor: Option<String>, now_ms: u64, groups: Groups) -> Page {
    let updates = answer.as_array().map_or(&[][..], Vec::as_slice);
    let items = updates
        .iter()
        .flat_map(|update| {
            update::parse(update, now_ms, groups).unwrap_or_else(|_| unreadable(update))
        })
        .collect();
    let last = updates.iter().filter_map(|update| update["update_id"].as_i64()).max();
    let next = last.map(|last| last.saturating_add(1).to_string());
    Page {
        items,
        cursor: next.or(cursor).unwrap_or_else(|| "0".to_owned()),
        has_more: updates.len() >= POLL_UPDATES,
        next_ms: POLL_NEXT_MS,
    }
}

fn unreadable(update: &Value) -> Vec<Item> {
    let Some(id) = update["update_id"].as_i64() else { return vec![] };
    vec![Item::new(format!("update:{id}"), Event::other("unreadable", update))]
}

fn offset(cursor: &str) -> Result<i64, Error> {
    cursor.parse().map_err(|_| {
        let message = format!("The cursor `{cursor}` is no number of an update.");
        Error::permanent("telegram.cursor", message)
    })
}
