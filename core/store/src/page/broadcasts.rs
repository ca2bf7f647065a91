//! The contacts of broadcasts, in the order in which they were looked for.

use super::{
    Page, PageRequest,
    statement::{Children, ascending, ends, numbers, one_of},
};
use crate::{DatabaseConnection, Result};
use diesel::{dsl::sql, prelude::*, sql_types::Bool};
use std::collections::HashMap;
use switchboard_model::broadcast::{BroadcastRecipient, RecipientState};
use switchboard_model::{BroadcastId, ContactId};

/// A page of the contacts of each of these broadcasts; only those in one of these states, where some are named.
pub fn recipients(
    connection: &mut DatabaseConnection,
    ids: &[BroadcastId],
    states: Option<&[RecipientState]>,
    page_request: &PageRequest<ContactId>,
) -> Result<HashMap<BroadcastId, Page<BroadcastRecipient>>> {
    let sorts = [ascending("contact_id")];
    let mut conditions = ends(&sorts, page_request, |key| vec![key.0.to_string()]);
    let in_state = states.map(|states| one_of("state", states.iter().map(|state| state.as_str())));
    conditions.extend(in_state);
    let children = Children {
        table: "broadcast_recipients",
        parent_column: "broadcast_id",
        id_column: "contact_id",
        sorts: &sorts,
        conditions,
    };
    let parents: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let pages = children.pages(connection, &parents, page_request)?;
    let contacts = pages.values().flat_map(|page| &page.items).copied();
    let among = format!(
        "broadcast_id IN ({}) AND contact_id IN ({})",
        numbers(parents.iter().copied()),
        numbers(contacts)
    );
    let rows: Vec<BroadcastRecipient> =
        BroadcastRecipient::query().filter(sql::<Bool>(&among)).load(connection)?;
    let mut rows: HashMap<(BroadcastId, i64), BroadcastRecipient> =
        rows.into_iter().map(|row| ((row.broadcast_id, row.contact_id.0), row)).collect();
    let filled = pages.into_iter().map(|(id, page)| {
        let Page { items, has_previous, has_next } = page;
        let id = BroadcastId(id);
        let items = items.into_iter().filter_map(|contact| rows.remove(&(id, contact))).collect();
        (id, Page { items, has_previous, has_next })
    });
    Ok(filled.collect())
}
