//! A channel: one configured source of chats.

use crate::{ChannelId, TeamId, Timestamp};

text_enum! {
    /// Does a channel work.
    ChannelState {
        /// It receives and sends.
        Active = "ACTIVE",
        /// An admin paused sending and polling; webhooks are still stored.
        Paused = "PAUSED",
        /// The platform refused the credentials; webhooks are still stored.
        Broken = "BROKEN",
    }
}

/// The plugin name of the built-in web chat, which needs no plugin.
pub const WEB_PLUGIN: &str = "web";

/// A configured source of chats.
#[derive(Clone, Debug, PartialEq)]
pub struct Channel {
    /// The id.
    pub channel_id: ChannelId,
    /// The plugin that speaks the platform, such as `org.switchboard.telegram`, or `web`.
    pub plugin: String,
    /// The last part of the hook's path, unique: `/hooks/<key>`.
    pub key: String,
    /// The name for operators.
    pub name: String,
    /// Does it work.
    pub state: ChannelState,
    /// Why it does not, in a sentence that says what to do.
    pub state_reason: Option<String>,
    /// The settings without secrets, as a JSON object.
    pub settings: serde_json::Value,
    /// The platform's id of the account, to refuse a second channel with it.
    pub account: Option<String>,
    /// Where new chats go.
    pub team_id: Option<TeamId>,
    /// Are we asking the platform for news, because it cannot reach us.
    pub is_polled: bool,
    /// Where polling goes on.
    pub poll_cursor: Option<String>,
    /// A contact who writes again this long after closing gets a new chat, in ms; none: never.
    pub reopen_within_ms: Option<i64>,
    /// Counts every change, from 1.
    pub version: i64,
    /// When it was added.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
}
