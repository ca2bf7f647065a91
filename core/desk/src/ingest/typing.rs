//! Tells that a customer types. Ephemeral: after the commit, never stored.

use crate::contact::block::is_blocked;
use crate::signals::Ephemeral;
use crate::{Desk, Result};
use switchboard_model::connector::{InboundEvent, InboundItem, PlatformChat};
use switchboard_model::{AuthorKind, ChannelId};
use switchboard_store::{StoreError, chat, chat_route};

/// A customer types, or stopped.
pub(super) struct Typing {
    chat: PlatformChat,
    is_on: bool,
}

impl Typing {
    /// What an item tells of it.
    pub(super) fn of(item: &InboundItem) -> Option<Self> {
        match &item.event {
            InboundEvent::Typing { chat, is_on, .. } => {
                Some(Self { chat: chat.clone(), is_on: *is_on })
            }
            _ => None,
        }
    }
}

/// Tells it to whoever listens now; of a blocked contact nothing is told.
pub(super) async fn tell(desk: &Desk, channel_id: ChannelId, typing: Vec<Typing>) -> Result<()> {
    for one in typing {
        let place = one.chat;
        let chat = desk
            .store()
            .read(move |connection| -> Result<_, StoreError> {
                let thread = place.thread.as_deref();
                let mut chat = chat::find_current(connection, channel_id, &place.id, thread)?;
                if chat.is_none()
                    && let Some(id) = chat_route::chat_at(connection, channel_id, &place)?
                {
                    chat = Some(chat::get(connection, id)?);
                }
                let is_told = match &chat {
                    Some(chat) => !is_blocked(connection, chat.contact_id)?,
                    None => false,
                };
                Ok(chat.filter(|_| is_told))
            })
            .await?;
        let Some(chat) = chat else { continue };
        let signal = Ephemeral::Typing {
            chat_id: chat.chat_id,
            author_kind: AuthorKind::Contact,
            author_id: Some(chat.contact_id.0),
            is_on: one.is_on,
        };
        desk.signals().tell(signal, desk.now());
    }
    Ok(())
}
