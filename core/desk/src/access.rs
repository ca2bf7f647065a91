//! The only way to an object: a permission is a function that returns the thing. Who may not know of an
//! object gets `NotFound`, who may know and lacks the permission gets `Denied`.
//!
//! A command's functions lock the chat's row, which orders all changes of one chat.

mod admin;
mod interactive;
mod operator;
mod operator_subject;
mod owner;
mod permission;
mod second_factor;
mod seen;
mod why_not;

pub(crate) use admin::channel_for_manage;
pub use interactive::InteractiveSession;
pub(crate) use operator::operator_for_change;
pub use operator::{OperatorForChange, TeamForMembers};
pub(crate) use owner::is_owned_seen;
pub(crate) use permission::{require, visible_chats, visible_contacts, visible_visits};
pub(crate) use seen::{SeenAs, check_seen};
pub use why_not::WhyNot;

use crate::visitor::identity_of;
use crate::{Command, DeskError, Result};
use switchboard_model::actor::OperatorActor;
use switchboard_model::channel::{Channel, ChannelState};
use switchboard_model::chat::Chat;
use switchboard_model::contact::Contact;
use switchboard_model::message::Message;
use switchboard_model::note::Note;
use switchboard_model::visibility::VisibilityTrace;
use switchboard_model::{
    Actor, AuthorKind, ChannelId, ChatId, ContactId, MessageId, NoteId, Permission,
};
use switchboard_store::page::contacts;
use switchboard_store::{
    DatabaseConnection, StoreError, channel, chat, contact, erasure, message, note, participant,
};

macro_rules! chats_for {
    ($($(#[$meta:meta])* $name:ident;)+) => { $(
        $(#[$meta])*
        #[derive(Clone, Debug)]
        pub struct $name(Chat);

        impl $name {
            /// The chat itself.
            pub fn into_chat(self) -> Chat {
                self.0
            }
        }

        impl std::ops::Deref for $name {
            type Target = Chat;
            fn deref(&self) -> &Chat {
                &self.0
            }
        }
    )+ };
}

chats_for! {
    /// A chat that the actor may read.
    ChatForRead;
    /// A locked chat in which the actor may write to the customer, and that they may join and leave.
    ChatForReply;
    /// A locked chat in which the actor may write notes.
    ChatForNote;
    /// A locked chat that the actor may assign.
    ChatForAssign;
    /// A locked chat that the actor may close and reopen, or change the priority of.
    ChatForClose;
}

/// The function that locks a chat for one who has this permission.
macro_rules! locked_chats {
    ($($function:ident: $name:ident by $permission:ident;)+) => { $(
        /// A chat, locked for one who has the permission.
        pub fn $function(&mut self, id: ChatId) -> Result<$name> {
            Ok($name(self.locked_chat(id, Permission::$permission)?))
        }
    )+ };
}

/// May the actor know of this chat.
pub fn can_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    chat: &Chat,
) -> Result<bool, StoreError> {
    match actor {
        Actor::System => Ok(true),
        Actor::Visitor(visitor) => {
            let own = identity_of(connection, visitor)?;
            Ok(own.is_some_and(|(identity, _)| identity.identity_id == chat.identity_id))
        }
        Actor::Operator(operator) => can_operator_read(connection, operator, chat),
        Actor::Rule(rule) => match &rule.enabler {
            Some(enabler) => can_operator_read(connection, enabler, chat),
            None => Ok(true),
        },
    }
}

fn can_operator_read(
    connection: &mut DatabaseConnection,
    operator: &OperatorActor,
    chat: &Chat,
) -> Result<bool, StoreError> {
    let alone = VisibilityTrace::of(Some(operator), chat, false);
    if !alone.asks_for_participation() {
        return Ok(alone.is_allowed());
    }
    let is_in = participant::is_in(connection, chat.chat_id, operator.operator_id)?;
    Ok(VisibilityTrace::of(Some(operator), chat, is_in).is_allowed())
}

/// A chat to read.
pub fn chat_for_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ChatId,
) -> Result<ChatForRead> {
    let chat = chat::get(connection, id)?;
    if can_read(connection, actor, &chat)? {
        Ok(ChatForRead(chat))
    } else {
        Err(DeskError::NotFound)
    }
}

/// May the actor know of this contact.
pub(crate) fn can_read_contact(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ContactId,
) -> Result<bool, StoreError> {
    match actor {
        Actor::System => Ok(true),
        Actor::Visitor { .. } => Ok(false),
        Actor::Operator(operator) => can_operator_read_contact(connection, operator, id),
        Actor::Rule(rule) => match &rule.enabler {
            Some(enabler) => can_operator_read_contact(connection, enabler, id),
            None => Ok(true),
        },
    }
}

fn can_operator_read_contact(
    connection: &mut DatabaseConnection,
    operator: &OperatorActor,
    id: ContactId,
) -> Result<bool, StoreError> {
    match operator.visible_contacts() {
        None => Ok(false),
        Some(visibility) if visibility.is_everything() => Ok(true),
        Some(visibility) => Ok(!contacts::visible(connection, visibility, &[id])?.is_empty()),
    }
}

/// A contact to read: a visible one, with a chat or without. The id of one that was pulled into another stands for that.
pub fn contact_for_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ContactId,
) -> Result<Contact> {
    let contact = contact::root(connection, id)?;
    let id = contact.contact_id;
    if can_read_contact(connection, actor, id)? { Ok(contact) } else { Err(DeskError::NotFound) }
}

impl Command<'_> {
    locked_chats! {
        chat_for_reply: ChatForReply by ChatReply;
        chat_for_note: ChatForNote by ChatNote;
        chat_for_assign: ChatForAssign by ChatAssign;
        chat_for_close: ChatForClose by ChatClose;
    }

    /// A chat, locked for one who has the permission: for what stays in one command.
    pub(crate) fn locked_chat(&mut self, id: ChatId, permission: Permission) -> Result<Chat> {
        let chat = chat::lock(self, id)?;
        let actor = self.actor();
        if !can_read(self, actor, &chat)? {
            return Err(DeskError::NotFound);
        }
        self.require(permission)?;
        Ok(chat)
    }

    /// A chat to read, not locked.
    pub fn chat_for_read(&mut self, id: ChatId) -> Result<ChatForRead> {
        let actor = self.actor();
        chat_for_read(self, actor, id)
    }

    /// The channel by which something new is said. The chats of one that was deleted are for reading.
    pub(crate) fn channel_to_write(&mut self, id: ChannelId) -> Result<Channel> {
        let found = channel::get(self, id)?;
        if found.state == ChannelState::Deleted {
            return Err(DeskError::conflict(format!(
                "the channel {:?} of this chat was deleted: write to the contact on another one",
                found.name
            )));
        }
        Ok(found)
    }

    /// A message to react to or to decide about, with its locked chat.
    pub fn message_for_reply(&mut self, id: MessageId) -> Result<(Message, ChatForReply)> {
        let chat_id = message::get(self, id)?.chat_id;
        let chat = self.chat_for_reply(chat_id)?;
        // Read again: it may have changed before the chat was locked.
        Ok((message::get(self, id)?, chat))
    }

    /// An own message to change, with its locked chat.
    pub fn message_for_edit(&mut self, id: MessageId) -> Result<(Message, ChatForReply)> {
        let (message, chat) = self.message_for_reply(id)?;
        let is_own = message.author_kind != AuthorKind::Contact
            && self.author() == (message.author_kind, message.author_id);
        if is_own {
            Ok((message, chat))
        } else {
            Err(DeskError::forbidden("this message is somebody else's: only its author changes it"))
        }
    }

    /// An own note to change, with its locked chat.
    pub fn note_for_edit(&mut self, id: NoteId) -> Result<(Note, Option<Chat>)> {
        let found = note::get(self, id)?;
        let chat = match found.chat_id {
            Some(chat_id) => Some(self.chat_for_note(chat_id)?.into_chat()),
            None => {
                self.contact_for_note(found.contact_id)?;
                None
            }
        };
        let found = note::get(self, id)?;
        if found.operator_id.is_some_and(|id| self.is_self(id)) {
            Ok((found, chat))
        } else {
            Err(DeskError::forbidden("this note is somebody else's: only its author changes it"))
        }
    }

    /// A contact to read.
    pub fn contact_for_read(&mut self, id: ContactId) -> Result<Contact> {
        let actor = self.actor();
        contact_for_read(self, actor, id)
    }

    /// A contact to write notes on. Its row is locked: a note must not come to stand on one that is just
    /// being pulled into another.
    pub fn contact_for_note(&mut self, id: ContactId) -> Result<Contact> {
        self.locked_contact(id, Permission::ChatNote)
    }

    /// A contact to change, its row locked.
    pub fn contact_for_edit(&mut self, id: ContactId) -> Result<Contact> {
        self.locked_contact(id, Permission::ContactUpdate)
    }

    /// A contact all of which the actor may export, not locked.
    pub(crate) fn contact_for_export(&mut self, id: ContactId) -> Result<Contact> {
        let contact = self.contact_for_read(id)?;
        self.require(Permission::ContactExport)?;
        self.not_erased(contact)
    }

    /// A contact to erase, not locked: rows that belong to it are locked before it.
    pub(crate) fn contact_for_erase(&mut self, id: ContactId) -> Result<Contact> {
        let contact = self.contact_for_read(id)?;
        self.require(Permission::ContactErase)?;
        Ok(contact)
    }

    /// A contact to unite with another one, not locked: rows that belong to it are locked before it.
    pub(crate) fn contact_for_unite(&mut self, id: ContactId) -> Result<Contact> {
        let contact = self.contact_for_read(id)?;
        self.require(Permission::ContactUnite)?;
        self.not_erased(contact)
    }

    fn locked_contact(&mut self, id: ContactId, permission: Permission) -> Result<Contact> {
        let contact = contact::lock_root(self, id)?;
        let actor = self.actor();
        if !can_read_contact(self, actor, contact.contact_id)? {
            return Err(DeskError::NotFound);
        }
        self.require(permission)?;
        self.not_erased(contact)
    }

    /// A contact that is not being erased: what is united with one that is would be erased as well, and what is
    /// written of it now would stay in the audit log.
    fn not_erased(&mut self, contact: Contact) -> Result<Contact> {
        if erasure::find(self, contact.contact_id)?.is_some() {
            return Err(DeskError::conflict("this contact is being erased: pass another one"));
        }
        Ok(contact)
    }
}
