//! A database that was put back erases again whom the files say was erased.

use super::begin;
use crate::contact::undo_unite::undo_unite_in;
use crate::limits::ERASURES_LOOKED_UP;
use crate::{Command, Context, Desk, Result};
use std::collections::HashSet;
use std::sync::Arc;
use switchboard_model::ContactId;
use switchboard_model::contact::Contact;
use switchboard_store::page::united;
use switchboard_store::{DatabaseConnection, Lane, StoreError, contact, erasure, unite};

/// Begins to erase whom the files say was erased and the database has: it was put back to an older state. Returns
/// how many they are.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses.
pub async fn apply_recorded(desk: &Desk) -> Result<usize> {
    let mut count = 0;
    let recorded = desk.files().erasures().await?;
    let all: Arc<HashSet<ContactId>> = Arc::new(recorded.iter().copied().collect());
    for ids in recorded.chunks(ERASURES_LOOKED_UP) {
        let ids = ids.to_vec();
        let read = move |connection: &mut DatabaseConnection| contact::by_ids(connection, &ids);
        for found in desk.store().read(read).await? {
            let (id, recorded) = (found.contact_id, Arc::clone(&all));
            let work = move |command: &mut Command<'_>| begin_again(command, id, &recorded);
            count += usize::from(desk.transact(&Context::system(), Lane::Any, work).await?);
        }
    }
    Ok(count)
}

/// Begins it for this contact alone: one that it is pulled into, or that is pulled into it and was parted from it
/// since, was not erased, and keeps what is its own. False where it is begun.
fn begin_again(
    command: &mut Command<'_>,
    id: ContactId,
    recorded: &HashSet<ContactId>,
) -> Result<bool> {
    if erasure::find(command, id)?.is_some() {
        return Ok(false);
    }
    while contact::get(command, id)?.united_into_id.is_some() {
        part(command, id)?;
    }
    while let Some(kept) = first_kept(command, id, recorded)? {
        part(command, kept)?;
    }
    begin(command, id)?;
    Ok(true)
}

/// One that is pulled into this contact, or into one that is, and was not erased with it: those that are pulled
/// into it in turn go with it.
fn first_kept(
    command: &mut Command<'_>,
    id: ContactId,
    recorded: &HashSet<ContactId>,
) -> Result<Option<ContactId>> {
    let pulled: Vec<ContactId> =
        united::pulled(command, &[id])?.into_iter().map(|(_, id)| id).collect();
    let rows = contact::by_ids(command, &pulled)?;
    let is_first = |row: &&Contact| {
        let is_below_erased = row.united_into_id.is_some_and(|above| recorded.contains(&above));
        is_below_erased && !recorded.contains(&row.contact_id)
    };
    Ok(rows.iter().find(is_first).map(|row| row.contact_id))
}

/// Undoes the unite that hides a contact.
fn part(command: &mut Command<'_>, id: ContactId) -> Result<()> {
    let Some(found) = unite::find_of_pulled(command, id)? else {
        return Err(StoreError::Database("a contact is hidden by no unite".to_owned()).into());
    };
    undo_unite_in(command, found.unite_id)?;
    Ok(())
}
