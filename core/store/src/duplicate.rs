//! Contacts with the same email address or phone number, and the table of pairs that are no duplicates all the
//! same.

use crate::schema::duplicate_dismissals;
use crate::{DatabaseConnection, Result, dialect, limits};
use diesel::prelude::*;
use diesel::sql_query;
use diesel::sql_types::{BigInt, Text};
use std::collections::HashSet;
use switchboard_model::ContactId;
use switchboard_model::contact::AddressKind;

/// Two contacts with addresses that are alike.
#[derive(QueryableByName)]
struct Pair {
    #[diesel(sql_type = BigInt)]
    contact_id: i64,
    #[diesel(sql_type = BigInt)]
    other_id: i64,
    #[diesel(sql_type = BigInt)]
    origin_id: i64,
    #[diesel(sql_type = BigInt)]
    other_origin_id: i64,
    #[diesel(sql_type = Text)]
    kind: String,
    #[diesel(sql_type = Text)]
    value: String,
    #[diesel(sql_type = Text)]
    other_value: String,
}

/// The pairs of one contact. They are read in the order of the index, so that an address that everybody has
/// costs no more than another one.
fn pairs_of(id: i64) -> String {
    format!(
        "SELECT * FROM (SELECT mine.contact_id, other.contact_id AS other_id, mine.origin_id, \
         other.origin_id AS other_origin_id, mine.kind, mine.value, other.value AS other_value \
         FROM contact_addresses mine JOIN contact_addresses other \
         ON other.kind = mine.kind AND other.normal = mine.normal \
         AND other.contact_id <> mine.contact_id \
         WHERE mine.contact_id = {id} AND NOT EXISTS (SELECT 1 FROM duplicate_dismissals gone \
         WHERE gone.contact_id IN (mine.origin_id, other.origin_id) \
         AND gone.other_id IN (mine.origin_id, other.origin_id)) \
         LIMIT {}) AS pairs",
        limits::DUPLICATES_COMPARED
    )
}

fn pairs(connection: &mut DatabaseConnection, ids: &[ContactId]) -> Result<Vec<Pair>> {
    let mut found = Vec::new();
    for some in ids.chunks(limits::PARENTS_PER_STATEMENT) {
        let parts: Vec<String> = some.iter().map(|id| pairs_of(id.0)).collect();
        let rows: Vec<Pair> = sql_query(parts.join(" UNION ALL ")).load(connection)?;
        found.extend(rows.into_iter().filter(|pair| {
            let kind: Result<AddressKind, _> = pair.kind.parse();
            kind.is_ok_and(|kind| kind.is_same(&pair.value, &pair.other_value))
        }));
    }
    Ok(found)
}

/// The contacts that have an address in common with each of these, at most `limit` of each.
pub fn of_contacts(
    connection: &mut DatabaseConnection,
    ids: &[ContactId],
    limit: usize,
) -> Result<Vec<(ContactId, ContactId)>> {
    let found = pairs(connection, ids)?;
    let mut all = Vec::new();
    for id in ids {
        let others = found.iter().filter(|pair| pair.contact_id == id.0);
        let others: HashSet<i64> = others.map(|pair| pair.other_id).collect();
        let mut others: Vec<ContactId> = others.into_iter().map(ContactId).collect();
        others.sort_unstable();
        all.extend(others.into_iter().take(limit).map(|other| (*id, other)));
    }
    Ok(all)
}

/// These two are two people: whatever addresses they have in common now no longer makes them duplicates. Kept
/// by whom each address was told of, so that it holds whoever is united with whom. Answers whether they had
/// any.
pub fn dismiss(
    connection: &mut DatabaseConnection,
    contact_id: ContactId,
    other_id: ContactId,
) -> Result<bool> {
    let mut is_any = false;
    for pair in pairs(connection, &[contact_id])? {
        if pair.other_id != other_id.0 {
            continue;
        }
        let (one, other) = (pair.origin_id, pair.other_origin_id);
        let insert = diesel::insert_into(duplicate_dismissals::table).values((
            duplicate_dismissals::contact_id.eq(one.min(other)),
            duplicate_dismissals::other_id.eq(one.max(other)),
        ));
        is_any |= dialect::insert_or_ignore(connection, insert)?;
    }
    Ok(is_any)
}
