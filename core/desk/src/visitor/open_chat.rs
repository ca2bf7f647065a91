//! Opens a visitor's chat before the first message: a file that is sent first needs its place.

use super::acting::{ActingVisitor, blocked};
use super::chat_of;
use super::profile::{Profile, identity_of};
use crate::chat::{IdentityForChat, new_chat};
use crate::{Command, DeskError, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::event::{EventDetail, EventKind};
use switchboard_store::{StoreError, chat};

/// The one of the visitor's chats that is asked for; without an id the one in which something was said last, opened
/// where there is none.
pub(crate) fn open_chat(command: &mut Command<'_>, asked: Option<ChatId>) -> Result<Chat> {
    let actor = command.actor();
    let visitor = ActingVisitor::now(command, actor)?;
    if let Some(found) = visitor.chat_asked(command, asked)? {
        return Ok(found);
    }
    visitor.check_agreed(command)?;
    let contact = visitor.ensure_contact(command, &Profile::default())?;
    if contact.is_blocked {
        return Err(blocked());
    }
    let channel = &visitor.channel;
    let known = identity_of(command, &visitor.actor)?;
    let (identity, _) = known.ok_or(DeskError::NotFound)?;
    let identity = IdentityForChat::locked(command, identity.identity_id)?;
    let opened = new_chat(command, channel, (&contact, &identity), visitor.place())?;
    if !chat::insert_or_ignore(command, &opened)? {
        // Another server opened it a moment ago.
        return chat_of(command, actor)?.ok_or(DeskError::Store(StoreError::Busy));
    }
    command.event(EventKind::ChatOpened, &opened, EventDetail::default())?;
    Ok(opened)
}
