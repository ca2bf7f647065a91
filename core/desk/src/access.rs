//! The only way to an object: a right is a function that returns the thing. Who may not know of an
//! object gets `NotFound`, who may know and lacks the right gets `Denied`.
//!
//! The functions that take a transaction lock the chat's row, which orders all changes of one chat.

use crate::DeskError;
use switchboard_model::actor::OperatorActor;
use switchboard_model::chat::Chat;
use switchboard_model::contact::Contact;
use switchboard_model::message::Message;
use switchboard_model::note::Note;
use switchboard_model::{Actor, AuthorKind, ChatId, ContactId, MessageId, NoteId, Right};
use switchboard_store::{
    DatabaseConnection, StoreError, Transaction, chat, contact, message, note, participant,
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
    /// A locked chat in which the actor may write to the customer.
    ChatForReply;
    /// A locked chat in which the actor may write notes.
    ChatForNote;
    /// A locked chat that the actor may assign.
    ChatForAssign;
    /// A locked chat that the actor may close and reopen.
    ChatForClose;
}

/// May the actor know of this chat.
///
/// # Errors
/// `Store`.
pub fn can_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    chat: &Chat,
) -> Result<bool, StoreError> {
    match actor {
        Actor::System => Ok(true),
        Actor::Visitor { contact_id, channel_id } => {
            Ok(chat.contact_id == *contact_id && chat.channel_id == *channel_id)
        }
        Actor::Operator(operator) => can_operator_read(connection, operator, chat),
    }
}

fn can_operator_read(
    connection: &mut DatabaseConnection,
    operator: &OperatorActor,
    chat: &Chat,
) -> Result<bool, StoreError> {
    let scope = &operator.scope;
    if operator.rights.contains(&Right::ChatReadAll) && scope.is_all {
        return Ok(true);
    }
    if !operator.rights.contains(&Right::ChatRead) {
        return Ok(false);
    }
    let is_known = scope.is_all
        || chat.operator_id == Some(scope.operator_id)
        || chat.team_id.is_some_and(|id| scope.team_ids.contains(&id))
        || scope.channel_ids.contains(&chat.channel_id);
    Ok(is_known || participant::is_in(connection, chat.chat_id, scope.operator_id)?)
}

/// A chat to read.
///
/// # Errors
/// `NotFound`, `Store`.
pub fn chat_for_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ChatId,
) -> Result<ChatForRead, DeskError> {
    let chat = chat::get(connection, id)?;
    if can_read(connection, actor, &chat)? {
        Ok(ChatForRead(chat))
    } else {
        Err(DeskError::NotFound)
    }
}

fn lock(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: ChatId,
    right: Right,
) -> Result<Chat, DeskError> {
    let chat = chat::lock(transaction, id)?;
    if !can_read(transaction, actor, &chat)? {
        return Err(DeskError::NotFound);
    }
    if actor.has(right) { Ok(chat) } else { Err(DeskError::Denied) }
}

/// A chat to write to the customer in, also to join and to leave.
///
/// # Errors
/// `NotFound`, `Denied`, `Store`.
pub fn chat_for_reply(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: ChatId,
) -> Result<ChatForReply, DeskError> {
    lock(transaction, actor, id, Right::ChatReply).map(ChatForReply)
}

/// A chat to write notes in.
///
/// # Errors
/// `NotFound`, `Denied`, `Store`.
pub fn chat_for_note(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: ChatId,
) -> Result<ChatForNote, DeskError> {
    lock(transaction, actor, id, Right::ChatNote).map(ChatForNote)
}

/// A chat to assign.
///
/// # Errors
/// `NotFound`, `Denied`, `Store`.
pub fn chat_for_assign(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: ChatId,
) -> Result<ChatForAssign, DeskError> {
    lock(transaction, actor, id, Right::ChatAssign).map(ChatForAssign)
}

/// A chat to close, to reopen, or to change the priority of.
///
/// # Errors
/// `NotFound`, `Denied`, `Store`.
pub fn chat_for_close(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: ChatId,
) -> Result<ChatForClose, DeskError> {
    lock(transaction, actor, id, Right::ChatClose).map(ChatForClose)
}

/// A message to read, with its chat.
///
/// # Errors
/// `NotFound`, `Store`.
pub fn message_for_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: MessageId,
) -> Result<(Message, ChatForRead), DeskError> {
    let message = message::get(connection, id)?;
    let chat = chat_for_read(connection, actor, message.chat_id)?;
    Ok((message, chat))
}

/// A message to react to or to decide about, with its locked chat.
///
/// # Errors
/// `NotFound`, `Denied`, `Store`.
pub fn message_for_reply(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: MessageId,
) -> Result<(Message, ChatForReply), DeskError> {
    let chat_id = message::get(transaction, id)?.chat_id;
    let chat = chat_for_reply(transaction, actor, chat_id)?;
    // Read again: it may have changed before the chat was locked.
    Ok((message::get(transaction, id)?, chat))
}

/// An own message to change, with its locked chat.
///
/// # Errors
/// `NotFound`, `Denied` also for another's message, `Store`.
pub fn message_for_edit(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: MessageId,
) -> Result<(Message, ChatForReply), DeskError> {
    let (message, chat) = message_for_reply(transaction, actor, id)?;
    let is_own = message.author_kind != AuthorKind::Contact
        && actor.author() == (message.author_kind, message.author_id);
    if is_own { Ok((message, chat)) } else { Err(DeskError::Denied) }
}

/// An own note to change.
///
/// # Errors
/// `NotFound`, `Denied` also for another's note, `Store`.
pub fn note_for_edit(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: NoteId,
) -> Result<(Note, Option<Chat>), DeskError> {
    let found = note::get(transaction, id)?;
    let chat = match found.chat_id {
        Some(chat_id) => Some(chat_for_note(transaction, actor, chat_id)?.into_chat()),
        None => {
            contact_for_note(transaction, actor, found.contact_id)?;
            None
        }
    };
    let found = note::get(transaction, id)?;
    match actor {
        Actor::Operator(operator) if operator.operator_id == found.operator_id => Ok((found, chat)),
        _ => Err(DeskError::Denied),
    }
}

fn can_read_contact(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ContactId,
) -> Result<bool, StoreError> {
    match actor {
        Actor::System => Ok(true),
        Actor::Visitor { contact_id, .. } => Ok(*contact_id == id),
        Actor::Operator(operator) if !operator.rights.contains(&Right::ContactRead) => Ok(false),
        Actor::Operator(operator) if operator.scope.is_all => Ok(true),
        Actor::Operator(operator) => chat::is_contact_in_scope(connection, id, &operator.scope),
    }
}

/// A contact to read: one with a chat in reach.
///
/// # Errors
/// `NotFound`, `Store`.
pub fn contact_for_read(
    connection: &mut DatabaseConnection,
    actor: &Actor,
    id: ContactId,
) -> Result<Contact, DeskError> {
    let contact = contact::get(connection, id)?;
    if can_read_contact(connection, actor, id)? { Ok(contact) } else { Err(DeskError::NotFound) }
}

/// A contact to write notes on.
///
/// # Errors
/// `NotFound`, `Denied`, `Store`.
pub fn contact_for_note(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: ContactId,
) -> Result<Contact, DeskError> {
    let contact = contact_for_read(transaction, actor, id)?;
    if actor.has(Right::ChatNote) { Ok(contact) } else { Err(DeskError::Denied) }
}

/// A contact to change, its row locked.
///
/// # Errors
/// `NotFound`, `Denied`, `Store`.
pub fn contact_for_edit(
    transaction: &mut Transaction<'_>,
    actor: &Actor,
    id: ContactId,
) -> Result<Contact, DeskError> {
    let contact = contact::lock(transaction, id)?;
    if !can_read_contact(transaction, actor, id)? {
        return Err(DeskError::NotFound);
    }
    if actor.has(Right::ContactEdit) { Ok(contact) } else { Err(DeskError::Denied) }
}
