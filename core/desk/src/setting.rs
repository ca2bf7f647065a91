//! The settings of the house, typed. A key that was never set has its default.

use crate::admin::{append, require};
use crate::idempotent::Answer;
use crate::{Context, Desk, DeskError, Done, audit};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use switchboard_model::Right;
use switchboard_model::event::{EventKind, SubjectKind};
use switchboard_store::{DatabaseConnection, Lane, StoreError, setting};

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Operators see what a visitor types before it is sent (F34).
    pub is_typing_preview_on: bool,
    /// All stored files together, in bytes; none: the configured limit.
    pub storage_quota_bytes: Option<u64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self { is_typing_preview_on: true, storage_quota_bytes: None }
    }
}

impl Answer for Settings {
    /// There is one.
    fn id(&self) -> i64 {
        0
    }

    fn load(connection: &mut DatabaseConnection, _: i64) -> Result<Self, DeskError> {
        Ok(load(connection)?)
    }
}

/// What to change; absent keeps.
#[derive(Clone, Debug, Default)]
pub struct EditInput {
    /// Operators see what a visitor types before it is sent.
    pub is_typing_preview_on: Option<bool>,
    /// All stored files together, in bytes; `Some(None)`: the configured limit.
    pub storage_quota_bytes: Option<Option<u64>>,
}

/// The settings as they stand.
///
/// # Errors
/// `Store`.
pub fn load(connection: &mut DatabaseConnection) -> Result<Settings, StoreError> {
    let keys: Vec<String> = object(&Settings::default())?.into_iter().map(|(key, _)| key).collect();
    let rows: Map<String, Value> = setting::by_keys(connection, &keys)?.into_iter().collect();
    Ok(serde_json::from_value(Value::Object(rows))?)
}

/// Changes settings.
///
/// # Errors
/// `Denied` without `setting.manage`, `Invalid` for a quota above the configured limit.
pub async fn edit(
    desk: &Desk,
    context: &Context,
    input: EditInput,
) -> Result<Done<Settings>, DeskError> {
    require(&context.actor, Right::SettingManage)?;
    let max = desk.limits().storage_quota_bytes;
    if input.storage_quota_bytes.flatten().is_some_and(|quota| quota > max) {
        let reason = format!("is above the configured limit of {max} bytes");
        return Err(DeskError::invalid("storageQuotaBytes", reason));
    }
    let acting = context.clone();
    desk.command(context, Lane::Any, move |transaction| {
        let before = load(transaction)?;
        let mut after = before.clone();
        if let Some(is_on) = input.is_typing_preview_on {
            after.is_typing_preview_on = is_on;
        }
        if let Some(quota) = input.storage_quota_bytes {
            after.storage_quota_bytes = quota;
        }
        let (before_rows, after_rows) = (object(&before)?, object(&after)?);
        let now = transaction.now();
        let mut changed = Vec::new();
        for (key, value) in &after_rows {
            if before_rows.get(key) != Some(value) {
                setting::upsert(transaction, key, value, now)?;
                changed.push(key.as_str());
            }
        }
        if changed.is_empty() {
            return Ok(after);
        }
        let subject = (SubjectKind::Setting, 0);
        audit::record(
            transaction,
            &acting,
            "setting.edit",
            subject,
            Some(Value::Object(before_rows.clone())),
            Some(Value::Object(after_rows.clone())),
        )?;
        append(transaction, &acting, EventKind::SettingEdited, subject, &changed)?;
        Ok(after)
    })
    .await
}

fn object(settings: &Settings) -> Result<Map<String, Value>, StoreError> {
    match serde_json::to_value(settings)? {
        Value::Object(object) => Ok(object),
        other => Err(StoreError::Database(format!("settings are an object, not {other}"))),
    }
}
