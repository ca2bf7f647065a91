//! What is done with the settings of the server.

use crate::{
    mutation::call::{Returned, mutations},
    types::setting::Settings,
};
use async_graphql::{Context, MaybeUndefined, Result};
use switchboard_desk::setting;
use switchboard_graphql::{input, payload, scalars::Long};

input! {
    /// What to change of the settings. Absent keeps, null sets back to the server's own configuration.
    SettingUpdateInput into setting::UpdateInput {
        /// What the desk is called; null: nothing.
        desk_name: MaybeUndefined<String>,
        /// The language of whoever has chosen none (BCP 47).
        default_language: Option<String>,
        /// May operators read what a customer types before it is sent, on the channels that show it.
        is_typing_preview_on: Option<bool>,
        /// The language by which names are ordered (BCP 47); "und" for none in particular.
        name_language: Option<String>,
        /// All stored files together, in bytes.
        storage_quota_bytes: MaybeUndefined<Long>,
        /// How long after their closing chats are archived, in ms, at least an hour; null: by hand alone.
        archive_after_ms: MaybeUndefined<Long>,
    }
}

payload!(SettingUpdatePayload, "The result of changing settings.", settings: Settings, "The settings as they are now; absent when they were not changed.");

impl Returned<setting::Settings> for Settings {
    async fn returned(_: &Context<'_>, settings: setting::Settings) -> Result<Option<Self>> {
        Ok(Some(settings.into()))
    }
}

mutations! {
    /// What is done with the settings of the server.
    SettingMutation {
        /// Changes settings.
        setting_update(SettingUpdateInput, "What to change.")
            -> SettingUpdatePayload { setting::update }
    }
}
