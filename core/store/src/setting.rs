//! The table of settings: one JSON value per key.

use crate::schema::settings;
use crate::{DatabaseConnection, Result, dialect};
use diesel::prelude::*;
use switchboard_model::Timestamp;

/// Those of these settings that were ever set. The store keeps rows of its own beside them.
pub fn by_keys(
    connection: &mut DatabaseConnection,
    keys: &[String],
) -> Result<Vec<(String, serde_json::Value)>> {
    let rows: Vec<(String, String)> = settings::table
        .filter(settings::key.eq_any(keys))
        .order(settings::key)
        .select((settings::key, settings::value))
        .load(connection)?;
    rows.into_iter().map(|(key, value)| Ok((key, serde_json::from_str(&value)?))).collect()
}

/// Those whose keys begin like this. The table is small: it is read whole.
pub fn by_prefix(
    connection: &mut DatabaseConnection,
    prefix: &str,
) -> Result<Vec<(String, serde_json::Value)>> {
    let rows: Vec<(String, String)> = settings::table
        .order(settings::key)
        .select((settings::key, settings::value))
        .load(connection)?;
    rows.into_iter()
        .filter(|(key, _)| key.starts_with(prefix))
        .map(|(key, value)| Ok((key, serde_json::from_str(&value)?)))
        .collect()
}

/// Sets a value, over an older one.
pub fn upsert(
    connection: &mut DatabaseConnection,
    key: &str,
    value: &serde_json::Value,
    at: Timestamp,
) -> Result<()> {
    put(connection, key, &value.to_string(), at)
}

/// Sets a value that was never set; one that is there stays.
pub fn insert_or_ignore(
    connection: &mut DatabaseConnection,
    key: &str,
    value: &serde_json::Value,
    at: Timestamp,
) -> Result<bool> {
    let insert = diesel::insert_into(settings::table).values((
        settings::key.eq(key),
        settings::value.eq(value.to_string()),
        settings::updated_at.eq(at),
    ));
    dialect::insert_or_ignore(connection, insert)
}

/// Writes a setting as its text: one of the store's own.
pub(crate) fn put(
    connection: &mut DatabaseConnection,
    key: &str,
    value: &str,
    at: Timestamp,
) -> Result<()> {
    let insert = diesel::insert_into(settings::table).values((
        settings::key.eq(key),
        settings::value.eq(value),
        settings::updated_at.eq(at),
    ));
    dialect::upsert(connection, insert, "key", &["value", "updated_at"])
}
