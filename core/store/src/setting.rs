//! The table of settings: one JSON value per key.

use crate::schema::settings;
use crate::{DatabaseConnection, StoreError};
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use switchboard_model::Timestamp;

/// Those of these settings that were ever set. The store keeps rows of its own beside them.
pub fn by_keys(
    connection: &mut DatabaseConnection,
    keys: &[String],
) -> Result<Vec<(String, serde_json::Value)>, StoreError> {
    let rows: Vec<(String, String)> = settings::table
        .filter(settings::key.eq_any(keys))
        .order(settings::key)
        .select((settings::key, settings::value))
        .load(connection)?;
    rows.into_iter().map(|(key, value)| Ok((key, serde_json::from_str(&value)?))).collect()
}

/// Sets a value, over an older one.
pub fn upsert(
    connection: &mut DatabaseConnection,
    key: &str,
    value: &serde_json::Value,
    at: Timestamp,
) -> Result<(), StoreError> {
    diesel::sql_query(
        "INSERT INTO settings (key, value, updated_at) VALUES ($1, $2, $3) \
         ON CONFLICT (key) DO UPDATE SET value = excluded.value, updated_at = excluded.updated_at",
    )
    .bind::<Text, _>(key)
    .bind::<Text, _>(value.to_string())
    .bind::<BigInt, _>(at.0)
    .execute(connection)?;
    Ok(())
}
