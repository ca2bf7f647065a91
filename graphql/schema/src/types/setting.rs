//! The settings of the server.

use async_graphql::SimpleObject;
use switchboard_desk::setting;
use switchboard_graphql::scalars::Long;

/// The settings of the server.
#[derive(Clone, SimpleObject)]
pub struct Settings {
    /// What the desk is called; absent where nobody named it.
    desk_name: Option<String>,
    /// The language of whoever has chosen none (BCP 47).
    default_language: String,
    /// May operators read what a customer types before it is sent, on the channels that show it.
    is_typing_preview_on: bool,
    /// The language by which names are ordered (BCP 47); "und" for none in particular.
    name_language: String,
    /// All stored files together, in bytes; absent: what the server's own configuration says.
    storage_quota_bytes: Option<Long>,
    /// How long after their closing chats are archived, in ms; absent: by hand alone.
    archive_after_ms: Option<Long>,
}

impl From<setting::Settings> for Settings {
    fn from(settings: setting::Settings) -> Self {
        let long = |bytes| Long(i64::try_from(bytes).unwrap_or(i64::MAX));
        Self {
            desk_name: settings.desk_name,
            default_language: settings.default_language,
            is_typing_preview_on: settings.is_typing_preview_on,
            name_language: settings.name_language,
            storage_quota_bytes: settings.storage_quota_bytes.map(long),
            archive_after_ms: settings.archive_after_ms.map(Long),
        }
    }
}
