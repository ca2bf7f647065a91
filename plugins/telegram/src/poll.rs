//! Asks for updates. The cursor is the number of the next update; asking for it tells Telegram that
//! all before it are safe.

use crate::{
    api, connect,
    limits::{POLL_GRACE_MS, POLL_NEXT_MS, POLL_UPDATES, POLL_WAIT_S},
    update,
};
use switchboard_plugin::{Host, items::Item, polling::Page, serde_json::Value, types::Error};

/// One page of updates.
pub fn poll(host: &dyn Host, cursor: Option<&str>, wait_ms: u32) -> Result<Page, Error> {
    let offset = cursor.map(offset).transpose()?;
    let wait_s = (wait_ms / 1_000).min(POLL_WAIT_S);
    let mut parameters = api::Parameters::new();
    parameters.insert("timeout".to_owned(), wait_s.into());
    parameters.insert("limit".to_owned(), POLL_UPDATES.into());
    parameters.insert("allowed_updates".to_owned(), connect::allowed_updates());
    if let Some(offset) = offset {
        parameters.insert("offset".to_owned(), offset.into());
    }
    let timeout_ms = wait_s * 1_000 + POLL_GRACE_MS;
    let answer = api::call_for(host, "getUpdates", parameters, timeout_ms)?;
    Ok(page(&answer, cursor, host.now_ms()))
}

/// Reads an answer. One update that cannot be read must not hold up those behind it.
fn page(answer: &Value, cursor: Option<&str>, now_ms: u64) -> Page {
    let updates = answer.as_array().map_or(&[][..], Vec::as_slice);
    let items = updates
        .iter()
        .flat_map(|update| update::parse(update, now_ms).unwrap_or_else(|_| unreadable(update)))
        .collect();
    let last = updates.iter().filter_map(|update| update["update_id"].as_i64()).max();
    Page {
        items,
        cursor: match last {
            Some(last) => last.saturating_add(1).to_string(),
            None => cursor.unwrap_or("0").to_owned(),
        },
        has_more: updates.len() >= POLL_UPDATES,
        next_ms: POLL_NEXT_MS,
    }
}

fn unreadable(update: &Value) -> Vec<Item> {
    let Some(id) = update["update_id"].as_i64() else { return vec![] };
    let event = update::other("unreadable", update);
    vec![Item { dedup: format!("update:{id}"), event, follow_up: None }]
}

fn offset(cursor: &str) -> Result<i64, Error> {
    cursor.parse().map_err(|_| {
        let message = format!("The cursor `{cursor}` is no number of an update.");
        Error::permanent("telegram.cursor", message)
    })
}
