//! The settings of the server, typed. A key that was never set has its default.

use crate::access::{SeenAs, check_seen};
use crate::check::{clean_language, clean_name};
use crate::idempotent::Answer;
use crate::limits::ARCHIVE_AFTER_BOUNDS_MS;
use crate::{Change, CommandResult, Context, Desk, DeskError, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use switchboard_model::event::EventKind;
use switchboard_model::name_order::{ANY_LANGUAGE, NameOrder};
use switchboard_model::{Actor, Permission, locale};
use switchboard_store::{DatabaseConnection, Lane, StoreError, contact_name, setting};

/// The language that a new server speaks.
const DEFAULT_LANGUAGE: &str = "en";

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// What the desk is called, by its screens and in the browser's title; none where nobody named it.
    pub desk_name: Option<String>,
    /// The language of whoever has chosen none (BCP 47).
    pub default_language: String,
    /// Operators see what a visitor types before it is sent (F34), on the channels that show it.
    pub is_typing_preview_on: bool,
    /// The language by which names are ordered (BCP 47).
    pub name_language: String,
    /// All stored files together, in bytes; none: the configured limit.
    pub storage_quota_bytes: Option<u64>,
    /// How long after their closing chats are archived, in milliseconds; none: by hand alone.
    pub archive_after_ms: Option<i64>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            desk_name: None,
            default_language: DEFAULT_LANGUAGE.to_owned(),
            is_typing_preview_on: true,
            name_language: ANY_LANGUAGE.to_owned(),
            storage_quota_bytes: None,
            archive_after_ms: None,
        }
    }
}

impl Answer for Settings {
    /// There is one.
    fn id(&self) -> i64 {
        0
    }

    fn load(connection: &mut DatabaseConnection, actor: &Actor, _: i64) -> Result<Self> {
        check_seen(connection, actor, SeenAs::Permission(Permission::SettingManage))?;
        Ok(load(connection)?)
    }
}

/// What to change; absent keeps.
#[derive(Clone, Debug, Default)]
pub struct UpdateInput {
    /// What the desk is called; `Some(None)`: nothing.
    pub desk_name: Option<Option<String>>,
    /// The language of whoever has chosen none.
    pub default_language: Option<String>,
    /// Operators see what a visitor types before it is sent, on the channels that show it.
    pub is_typing_preview_on: Option<bool>,
    /// The language by which names are ordered.
    pub name_language: Option<String>,
    /// All stored files together, in bytes; `Some(None)`: the configured limit.
    pub storage_quota_bytes: Option<Option<u64>>,
    /// How long after their closing chats are archived, in milliseconds; `Some(None)`: by hand alone.
    pub archive_after_ms: Option<Option<i64>>,
}

/// The settings as they stand.
pub fn load(connection: &mut DatabaseConnection) -> Result<Settings, StoreError> {
    let keys: Vec<String> = object(&Settings::default())?.into_iter().map(|(key, _)| key).collect();
    let rows: Map<String, Value> = setting::by_keys(connection, &keys)?.into_iter().collect();
    Ok(serde_json::from_value(Value::Object(rows))?)
}

/// Changes settings.
///
/// # Errors
/// `Denied` without `setting.manage`, `Invalid` for a name, for what is no language, for a quota above the
/// configured limit and for a time after which chats are archived that is none.
pub async fn update(desk: &Desk, context: &Context, input: UpdateInput) -> CommandResult<Settings> {
    let max = desk.limits().storage_quota_bytes;
    desk.command(context, Lane::Any, move |command| {
        command.require(Permission::SettingManage)?;
        if input.storage_quota_bytes.flatten().is_some_and(|quota| quota > max) {
            let reason = format!("is above the configured limit of {max} bytes");
            return Err(DeskError::invalid("storageQuotaBytes", reason));
        }
        let after_ms = input.archive_after_ms.flatten();
        if after_ms.is_some_and(|after_ms| !ARCHIVE_AFTER_BOUNDS_MS.contains(&after_ms)) {
            let reason = "must be from an hour (3600000 ms) to ten years";
            return Err(DeskError::invalid("archiveAfterMs", reason));
        }
        let language = input.name_language.as_deref().map(known_language).transpose()?;
        let before = load(command)?;
        let desk_name = match &input.desk_name {
            Some(name) => name.as_deref().map(|name| clean_name("deskName", name)).transpose()?,
            None => before.desk_name.clone(),
        };
        let default_language = match &input.default_language {
            Some(tag) => clean_language("defaultLanguage", tag)?,
            None => before.default_language.clone(),
        };
        let after = Settings {
            desk_name,
            default_language,
            is_typing_preview_on: input.is_typing_preview_on.unwrap_or(before.is_typing_preview_on),
            name_language: language.unwrap_or_else(|| before.name_language.clone()),
            storage_quota_bytes: input.storage_quota_bytes.unwrap_or(before.storage_quota_bytes),
            archive_after_ms: input.archive_after_ms.unwrap_or(before.archive_after_ms),
        };
        let rows = object(&after)?;
        let change = Change::between(object(&before)?.into(), rows.clone().into());
        if change.is_nothing() {
            return Ok(after);
        }
        let now = command.now();
        for (key, value) in rows.iter().filter(|(key, _)| change.detail.changed.contains(key)) {
            setting::upsert(command, key, value, now)?;
        }
        if after.name_language != before.name_language {
            contact_name::language_changed(command, now)?;
        }
        command.record((EventKind::SettingUpdated, "setting.update"), &after, change)?;
        Ok(after)
    })
    .await
}

/// A language that names can be ordered by, as it is usually written.
fn known_language(language: &str) -> Result<String> {
    let written = locale::canonical(language).filter(|written| NameOrder::of(written).is_some());
    written.ok_or_else(|| {
        DeskError::invalid(
            "nameLanguage",
            "write a language like \"sv\" or \"de-AT\", or \"und\" for none",
        )
    })
}

fn object(settings: &Settings) -> Result<Map<String, Value>, StoreError> {
    match serde_json::to_value(settings)? {
        Value::Object(object) => Ok(object),
        other => Err(StoreError::Database(format!("settings are an object, not {other}"))),
    }
}
