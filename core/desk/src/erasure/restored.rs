//! A database that was put back erases again whom the files say was erased.

use super::begin;
use crate::contact::undo_unite::undo_unite_in;
use crate::limits::ERASURES_LOOKED_UP;
use crate::{Command, Context, Desk, Result};
use switchboard_model::ContactId;
use switchboard_store::{DatabaseConnection, Lane, StoreError, contact, erasure, unite};

/// Begins to erase whom the files say was erased and the database has: it was put back to an older state. Returns
/// how many they are.
///
/// # Errors
/// `Store`, `Internal` when the file store refuses.
pub async fn apply_recorded(desk: &Desk) -> Result<usize> {
    let mut count = 0;
    for ids in desk.files().erasures().await?.chunks(ERASURES_LOOKED_UP) {
        let ids = ids.to_vec();
        let read = move |connection: &mut DatabaseConnection| contact::by_ids(connection, &ids);
        for found in desk.store().read(read).await? {
            let id = found.contact_id;
            let work = move |command: &mut Command<'_>| begin_again(command, id);
            count += usize::from(desk.transact(&Context::system(), Lane::Any, work).await?);
        }
    }
    Ok(count)
}

/// Begins it for this contact alone: one that it is pulled into was not erased, and keeps what is its own. False
/// where it is begun.
fn begin_again(command: &mut Command<'_>, id: ContactId) -> Result<bool> {
    if erasure::find(command, id)?.is_some() {
        return Ok(false);
    }
    while contact::get(command, id)?.united_into_id.is_some() {
        let Some(found) = unite::find_of_pulled(command, id)? else {
            return Err(StoreError::Database("a contact is hidden by no unite".to_owned()).into());
        };
        undo_unite_in(command, found.unite_id)?;
    }
    begin(command, id)?;
    Ok(true)
}
