//! Opens a visitor's chat before the first message: a file that is sent first needs its place.

use super::chat_of;
use super::may_write::{blocked, may_write};
use super::profile::{Profile, anonymous_id, ensure, identity_of, visitor};
use crate::channel::web::WebSettings;
use crate::chat::new_chat;
use crate::{Command, DeskError, Result};
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformChat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{StoreError, channel, chat, contact};

/// The visitor's chat, opened where there is none.
pub(crate) fn open_chat(command: &mut Command<'_>) -> Result<Chat> {
    let actor = command.actor();
    let (contact_id, channel_id) = visitor(actor)?;
    let channel = channel::get(command, channel_id)?;
    let settings = WebSettings::read(&channel.settings)?;
    let known = identity_of(command, contact_id, channel_id)?;
    let before = match &known {
        Some(identity) => Some(contact::get(command, identity.contact_id)?),
        None => None,
    };
    may_write(&channel, &settings, before.as_ref())?;
    if let Some(found) = chat_of(command, actor)? {
        return Ok(found);
    }
    let platform_id =
        known.map_or_else(|| anonymous_id(contact_id), |identity| identity.platform_id);
    let profile = Profile::default();
    let contact = ensure(command, channel_id, &platform_id, contact_id, &profile)?;
    if contact.is_blocked {
        return Err(blocked());
    }
    let identity =
        identity_of(command, contact.contact_id, channel_id)?.ok_or(DeskError::NotFound)?;
    let place = PlatformChat { id: platform_id, thread: None };
    let opened = new_chat(command, &channel, &identity, place)?;
    if !chat::insert_or_ignore(command, &opened)? {
        // Another server opened it a moment ago.
        return chat_of(command, actor)?.ok_or(DeskError::Store(StoreError::Busy));
    }
    command.event(EventKind::ChatOpened, &opened, EventDetail::default())?;
    Ok(opened)
}
