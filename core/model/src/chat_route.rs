//! A route: where else than at home a chat is talked in.

use crate::connector::PlatformChat;
use crate::{ChannelId, ChatId, IdentityId, Timestamp};

/// One of the contact's addresses, on any channel, by which a chat is talked in beside its own. What is said
/// in its platform chat comes to the chat while no other one has taken the route.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(
    feature = "sql",
    derive(diesel::HasQuery, diesel::Insertable),
    diesel(table_name = crate::schema::chat_routes),
    diesel(treat_none_as_default_value = false)
)]
pub struct ChatRoute {
    /// The chat.
    pub chat_id: ChatId,
    /// The address.
    pub identity_id: IdentityId,
    /// Its channel.
    pub channel_id: ChannelId,
    /// The platform's id of the chat there.
    pub platform_chat: String,
    /// The platform's thread in it.
    pub platform_thread: Option<String>,
    /// What replies need beside that, as a JSON object: the newest inbound `extra.reply`.
    #[cfg_attr(feature = "sql", diesel(serialize_as = crate::sql::Json<serde_json::Value>))]
    pub reply_context: serde_json::Value,
    /// Does what is said there come to this chat.
    pub is_current: bool,
    /// When it was added.
    pub created_at: Timestamp,
}

impl ChatRoute {
    /// Where it leads to on the platform.
    pub fn place(&self) -> PlatformChat {
        PlatformChat { id: self.platform_chat.clone(), thread: self.platform_thread.clone() }
    }
}
