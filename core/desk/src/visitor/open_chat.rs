//! Opens a visitor's chat before the first message: a file that is sent first needs its place.

use super::chat_of;
use super::profile::{Profile, anonymous_id, ensure, identity_of, visitor};
use crate::channel::web::WebSettings;
use crate::chat::new_chat;
use crate::event::{self, Subject};
use crate::{Context, DeskError};
use switchboard_model::channel::ChannelState;
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformChat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{StoreError, Transaction, channel, chat};

/// The visitor's chat, opened where there is none.
///
/// # Errors
/// `Denied` for an actor that is no visitor, a blocked contact, or one who must be signed in first;
/// `Conflict` for a channel that is not active.
pub(crate) fn open_chat(
    transaction: &mut Transaction<'_>,
    context: &Context,
) -> Result<Chat, DeskError> {
    if let Some(found) = chat_of(transaction, &context.actor)? {
        return Ok(found);
    }
    let (contact_id, channel_id) = visitor(&context.actor)?;
    let channel = channel::get(transaction, channel_id)?;
    if channel.state != ChannelState::Active {
        return Err(DeskError::conflict("this chat is closed for now: try again later"));
    }
    let known = identity_of(transaction, contact_id, channel_id)?;
    let platform_id = match known {
        Some(identity) => identity.platform_id,
        None if WebSettings::read(&channel.settings)?.is_identity_required => {
            return Err(DeskError::Denied);
        }
        None => anonymous_id(contact_id),
    };
    let profile = Profile::default();
    let contact = ensure(transaction, context, channel_id, &platform_id, contact_id, &profile)?;
    if contact.is_blocked {
        return Err(DeskError::Denied);
    }
    let identity =
        identity_of(transaction, contact.contact_id, channel_id)?.ok_or(DeskError::NotFound)?;
    let place = PlatformChat { id: platform_id, thread: None };
    let opened = new_chat(transaction, &channel, &identity, place)?;
    if !chat::insert_or_ignore(transaction, &opened)? {
        // Another server opened it a moment ago.
        return chat_of(transaction, &context.actor)?.ok_or(DeskError::Store(StoreError::Busy));
    }
    let author = context.actor.author();
    let (kind, subject) = (EventKind::ChatOpened, Subject::chat(&opened));
    event::append(transaction, author, kind, subject, EventDetail::default())?;
    Ok(opened)
}
