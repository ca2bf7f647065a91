//! Writes the visits that go on: each once a minute, many in one write. What was not written when the process
//! ends is lost: a minute of pages, and no chat. Whose sessions are gone is gone: a visit of somebody who was just
//! erased, of whom this process has not heard yet, is not written.

use super::live::{Address, Waiting};
use crate::limits::VISIT_PAGES_MAX;
use crate::{Desk, Result};
use std::collections::HashSet;
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
    let work = move |transaction: &mut Transaction<'_>| -> Result<HashSet<Address>, StoreError> {
        let all: Vec<Address> = waiting.iter().map(whose).collect();
        let present = visit::lock_present(transaction, &all)?;
        for (row, pages) in waiting.iter().filter(|one| present.contains(&whose(one))) {
            visit::save(transaction, row)?;
            visit::add_pages(transaction, row, pages, VISIT_PAGES_MAX)?;
            if let Some(chat_id) = row.chat_id {
                visit::set_chat(transaction, row.visit_id, chat_id)?;
            }
        }
        Ok(present)
    };
    let present = desk.store().write(Lane::Any, work).await?;
    desk.visits().kept(&due, desk.now());
    let gone: Vec<Address> =
        due.iter().map(whose).filter(|address| !present.contains(address)).collect();
    desk.visits().drop_gone(&gone);
    Ok(due.len() - gone.len())
}

fn whose((visit, _): &Waiting) -> Address {
    (visit.channel_id, visit.platform_id.clone())
}
