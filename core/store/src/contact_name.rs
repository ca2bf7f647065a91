//! Where contacts stand among the names: keys of the order that the server's language has. Whoever writes a name
//! makes the key of any language, which needs no look at the settings; what the server's language or another
//! release of the collator wants instead is made in portions.

use crate::schema::contacts;
use crate::{DatabaseConnection, Result, StoreError, setting};
use diesel::prelude::*;
use std::collections::HashMap;
use std::sync::LazyLock;
use switchboard_model::contact::Contact;
use switchboard_model::name_order::{ANY_LANGUAGE, NameKey, NameOrder, stamp};
use switchboard_model::{ContactId, Timestamp, fold};

/// The setting of the language.
const LANGUAGE: &str = "name_language";
/// How often the language was changed.
const CHANGE: &str = "name_language_change";

static ANY: LazyLock<Option<NameOrder>> = LazyLock::new(|| NameOrder::of(ANY_LANGUAGE));

/// What is made of a name that is shown.
#[derive(Insertable, AsChangeset)]
#[diesel(table_name = contacts)]
pub(crate) struct Names {
    name_folded: String,
    name_key: String,
    name_stamp: i64,
}

impl Names {
    /// Of a contact.
    pub(crate) fn of(contact: &Contact) -> Result<Self> {
        let name = contact.display_name();
        let order = ANY.as_ref().ok_or_else(no_language)?;
        Ok(Self {
            name_folded: fold::name(&name),
            name_key: order.key(&name).into(),
            name_stamp: stamp(0),
        })
    }
}

fn no_language() -> StoreError {
    StoreError::Database("the language that names are ordered by is none".to_owned())
}

/// The server's language, and the stamp of its keys.
fn wanted(connection: &mut DatabaseConnection) -> Result<(String, i64)> {
    let keys = [LANGUAGE.to_owned(), CHANGE.to_owned()];
    let rows: HashMap<String, serde_json::Value> =
        setting::by_keys(connection, &keys)?.into_iter().collect();
    let language = rows.get(LANGUAGE).and_then(serde_json::Value::as_str).unwrap_or(ANY_LANGUAGE);
    let change = rows.get(CHANGE).and_then(serde_json::Value::as_i64).unwrap_or(0);
    Ok((language.to_owned(), stamp(change)))
}

/// Notes that the language of the settings was changed: all keys are to be made again.
pub fn language_changed(connection: &mut DatabaseConnection, at: Timestamp) -> Result<()> {
    let rows = setting::by_keys(connection, &[CHANGE.to_owned()])?;
    let change = rows.first().and_then(|(_, value)| value.as_i64()).unwrap_or(0);
    setting::upsert(connection, CHANGE, &(change + 1).into(), at)
}

/// Does any contact stand where the server's language does not want it.
pub fn is_any_misplaced(connection: &mut DatabaseConnection) -> Result<bool> {
    let (_, stamp) = wanted(connection)?;
    let misplaced = contacts::table.filter(contacts::name_stamp.lt(stamp));
    let found: Option<ContactId> =
        misplaced.select(contacts::contact_id).first(connection).optional()?;
    Ok(found.is_some())
}

/// Puts up to `limit` contacts where the server's language wants them; says how many. A contact that is renamed
/// meanwhile is left to the next round.
pub fn place(connection: &mut DatabaseConnection, limit: i64) -> Result<usize> {
    let (language, stamp) = wanted(connection)?;
    let order = NameOrder::of(&language).ok_or_else(no_language)?;
    let misplaced: Vec<Contact> = Contact::query()
        .filter(contacts::name_stamp.lt(stamp))
        .order((contacts::name_stamp, contacts::contact_id))
        .limit(limit)
        .load(connection)?;
    let mut count = 0;
    for contact in misplaced {
        let key = String::from(order.key(&contact.display_name()));
        let row =
            contacts::table.find(contact.contact_id).filter(contacts::version.eq(contact.version));
        count += diesel::update(row)
            .set((contacts::name_key.eq(key), contacts::name_stamp.eq(stamp)))
            .execute(connection)?;
    }
    Ok(count)
}

/// Where these contacts stand.
pub fn keys_of(
    connection: &mut DatabaseConnection,
    contact_ids: &[ContactId],
) -> Result<HashMap<ContactId, NameKey>> {
    let rows: Vec<(ContactId, String)> = contacts::table
        .filter(contacts::contact_id.eq_any(contact_ids))
        .select((contacts::contact_id, contacts::name_key))
        .load(connection)?;
    let keyed = rows.into_iter().map(|(id, key)| {
        let key =
            NameKey::try_from(key).map_err(|error| StoreError::Database(error.to_string()))?;
        Ok((id, key))
    });
    keyed.collect()
}
