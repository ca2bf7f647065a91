//! Which contacts were pulled into which, however often: read from the roots down and from the leaves up.

use super::statement::{ChildId, numbers};
use crate::{DatabaseConnection, Result};
use diesel::{RunQueryDsl, sql_query};
use switchboard_model::{ContactId, UniteId};

/// From these contacts down to all that were pulled into them.
fn tree(ids: &[ContactId]) -> String {
    format!(
        "WITH RECURSIVE tree (root, id) AS (\
         SELECT contact_id, contact_id FROM contacts WHERE contact_id IN ({}) \
         UNION ALL SELECT tree.root, contacts.contact_id FROM contacts \
         JOIN tree ON contacts.united_into_id = tree.id)",
        numbers(ids.iter().map(|id| id.0))
    )
}

fn pairs<A: From<i64>, B: From<i64>>(
    connection: &mut DatabaseConnection,
    text: String,
) -> Result<Vec<(A, B)>> {
    let rows: Vec<ChildId> = sql_query(text).load(connection)?;
    Ok(rows.into_iter().map(|row| (row.parent.into(), row.id.into())).collect())
}

/// The contacts that were pulled into each of these, each beside the one that was asked for.
pub fn pulled(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
) -> Result<Vec<(ContactId, ContactId)>> {
    let tree = tree(ids);
    pairs(connection, format!("{tree} SELECT root AS parent, id FROM tree WHERE id <> root"))
}

/// From these contacts up to those that they stand for.
fn path(ids: &[ContactId]) -> String {
    format!(
        "WITH RECURSIVE path (asked, id, above) AS (\
         SELECT contact_id, contact_id, united_into_id FROM contacts WHERE contact_id IN ({}) \
         UNION ALL SELECT path.asked, contacts.contact_id, contacts.united_into_id FROM contacts \
         JOIN path ON contacts.contact_id = path.above)",
        numbers(ids.iter().map(|id| id.0))
    )
}

/// The id of the contact that this one stands for, itself or another one, as a query.
pub(super) fn root_of(id: ContactId) -> String {
    format!("{} SELECT id FROM path WHERE above IS NULL", path(&[id]))
}

/// For which contact each of these stands that was pulled into another one; the others are left out.
pub fn roots(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
) -> Result<Vec<(ContactId, ContactId)>> {
    let path = path(ids);
    let text =
        format!("{path} SELECT asked AS parent, id FROM path WHERE above IS NULL AND id <> asked");
    pairs(connection, text)
}

/// The unites that made these contacts what they are and are not undone, each contact's newest first.
pub fn unites(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
) -> Result<Vec<(ContactId, UniteId)>> {
    let text = format!(
        "{} SELECT tree.root AS parent, unites.unite_id AS id FROM tree \
         JOIN unites ON unites.pulled_id = tree.id \
         WHERE tree.id <> tree.root AND unites.undone_at IS NULL ORDER BY 1, 2 DESC",
        tree(ids)
    );
    pairs(connection, text)
}
