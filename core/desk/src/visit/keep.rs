//! Writes the visits that go on: each once a minute, many in one write. What was not written when the process
//! ends is lost: a minute of pages, and no chat.

use crate::limits::VISIT_PAGES_MAX;
use crate::{Desk, Result};
use std::sync::Arc;
use switchboard_store::{Lane, StoreError, Transaction, visit};

/// Writes a portion of what is to be written now; says how many visits.
///
/// # Errors
/// `Store`: then it is tried again.
pub async fn keep(desk: &Desk) -> Result<usize> {
    let due = Arc::new(desk.visits().due(desk.now()));
    if due.is_empty() {
        return Ok(0);
    }
    let waiting = Arc::clone(&due);
    let work = move |transaction: &mut Transaction<'_>| -> Result<(), StoreError> {
        for (row, pages) in waiting.iter() {
            visit::save(transaction, row)?;
            visit::add_pages(transaction, row, pages, VISIT_PAGES_MAX)?;
            if let Some(chat_id) = row.chat_id {
                visit::set_chat(transaction, row.visit_id, chat_id)?;
            }
        }
        Ok(())
    };
    desk.store().write(Lane::Any, work).await?;
    desk.visits().kept(&due, desk.now());
    Ok(due.len())
}
