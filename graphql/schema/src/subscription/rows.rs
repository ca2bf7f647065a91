//! The rows of a batch of events, whoever may see them. Permissions are applied to what is shared, never
//! to what is read.

use crate::{
    batch::{Batched, by_id, unique},
    noun::Noun,
};
use std::collections::HashMap;
use switchboard_desk::{DeskError, read::Related};
use switchboard_model::{
    ChannelId, ChatId, ChatVisibility, ContactId, OperatorId,
    actor::OperatorActor,
    chat::{self, Participant},
    event::{Event, SubjectKind},
};

macro_rules! rows {
    ($($module:ident::$noun:ident, $event:ident;)+) => {
        /// What the events of a batch are about, as it is now.
        pub struct FeedRows {
            pub participants: Vec<Participant>,
            /// Where the contacts that the events outside of chats are about have addresses.
            contact_channels: HashMap<ContactId, Vec<ChannelId>>,
            $(pub $module: HashMap<
                <crate::types::$module::$noun as Batched>::Id,
                crate::types::$module::$noun,
            >,)+
        }

        impl FeedRows {
            /// Of these events.
            pub fn read(related: &mut Related<'_>, events: &[Event]) -> Result<Self, DeskError> {
                $(let $module = objects(related, events, SubjectKind::$noun)?;)+
                let outside = events.iter().filter(|event| event.event.chat_id.is_none());
                let contacts = unique(outside.filter_map(|event| event.event.contact_id));
                let contact_channels = related.channels_of_contacts(&contacts)?;
                let mut rows = Self { participants: Vec::new(), contact_channels, $($module),+ };
                let chats: Vec<ChatId> = rows.chat.keys().copied().collect();
                if !chats.is_empty() {
                    rows.participants = related.participants(&chats)?;
                }
                Ok(rows)
            }
        }
    };
}
for_each_noun!(rows);

fn objects<T: Noun>(
    related: &mut Related<'_>,
    events: &[Event],
    kind: SubjectKind,
) -> Result<HashMap<T::Id, T>, DeskError> {
    let ids = unique(T::of_events(related, events, kind)?);
    let mut rows = T::ROWS(related, &ids)?;
    rows.retain(|row| !T::IS_GONE(row));
    Ok(by_id(rows))
}

impl FeedRows {
    /// Is this chat visible to an operator, as it is now.
    pub fn is_visible(
        &self,
        chat: &chat::Chat,
        visibility: &ChatVisibility,
        operator_id: OperatorId,
    ) -> bool {
        let mut of_chat = self.participants.iter().filter(|one| one.chat_id == chat.chat_id);
        visibility.allows(chat, of_chat.any(|one| one.operator_id == operator_id))
    }

    /// May the operator see this contact: with the permission to, one with a visible chat or with an address
    /// where they see all chats, or with no address.
    pub fn sees_contact(&self, operator: &OperatorActor, id: ContactId) -> bool {
        operator.visible_contacts().is_some_and(|visibility| {
            let mut chats = self.chat.values().filter(|chat| chat.0.contact_id == id);
            let channels = self.contact_channels.get(&id);
            visibility.is_everything()
                || channels.is_some_and(|channels| visibility.allows_addresses(channels))
                || chats.any(|chat| self.is_visible(&chat.0, visibility, operator.operator_id))
        })
    }
}
