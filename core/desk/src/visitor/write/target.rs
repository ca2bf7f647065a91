//! In which of their chats a visitor writes.

use super::WriteInput;
use crate::limits::{VISITOR_CHATS_MAX, VISITOR_OPEN_CHATS_MAX};
use crate::visitor::acting::ActingVisitor;
use crate::visitor::chat_of::address;
use crate::{DeskError, Result};
use switchboard_model::ChatId;
use switchboard_model::chat::Chat;
use switchboard_model::connector::PlatformChat;
use switchboard_store::{DatabaseConnection, chat};

/// In which of their chats a visitor writes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WhichChat {
    /// The one in which something was said last.
    #[default]
    Last,
    /// This one.
    This(ChatId),
    /// One that begins with the message.
    New,
}

/// Where a message goes, and the chat that it finds there.
pub(super) struct Target {
    pub(super) place: PlatformChat,
    pub(super) chat_id: Option<ChatId>,
}

impl Target {
    /// Where the message goes. A further chat stands beside the first one as a thread of its own, which bears the
    /// key of its first message: the same call finds the same chat.
    ///
    /// # Errors
    /// `NotFound` for a chat that is not the visitor's, `Conflict` for one that another one has followed, and for a
    /// new one where the channel offers none or the visitor has too many.
    pub(super) fn of(
        connection: &mut DatabaseConnection,
        visitor: &ActingVisitor,
        input: &WriteInput,
    ) -> Result<Self> {
        let asked = match input.chat {
            WhichChat::This(id) => Some(id),
            WhichChat::Last | WhichChat::New => None,
        };
        let Some(found) = visitor.chat_asked(connection, asked)? else {
            return Ok(Self { place: visitor.place(), chat_id: None });
        };
        match input.chat {
            WhichChat::Last => {}
            WhichChat::This(_) => check_current(connection, &found)?,
            WhichChat::New => {
                check_new(connection, visitor)?;
                let thread = Some(input.client_key.clone());
                return Ok(Self {
                    place: PlatformChat { thread, ..visitor.place() },
                    chat_id: None,
                });
            }
        }
        Ok(Self { place: found.place(), chat_id: Some(found.chat_id) })
    }
}

/// What is said where the chat is at home must come to this one.
fn check_current(connection: &mut DatabaseConnection, chat: &Chat) -> Result<()> {
    let thread = chat.platform_thread.as_deref();
    let current = chat::find_current(connection, chat.channel_id, &chat.platform_chat, thread)?;
    if current.is_some_and(|current| current.chat_id == chat.chat_id) {
        return Ok(());
    }
    Err(DeskError::conflict(
        "this chat was closed long ago and another one has begun: write in that one",
    ))
}

/// May the visitor, who has a chat, begin a further one.
fn check_new(connection: &mut DatabaseConnection, visitor: &ActingVisitor) -> Result<()> {
    if !visitor.settings.is_new_chat_offered {
        return Err(DeskError::conflict("there is one chat for each visitor: write in yours"));
    }
    let Some((identity, _)) = &visitor.known else { return Ok(()) };
    let all = chat::standing_of_identity(connection, address(identity), VISITOR_CHATS_MAX)?;
    let open = all.iter().filter(|(_, status)| status.is_open()).count();
    if open >= VISITOR_OPEN_CHATS_MAX {
        return Err(DeskError::conflict(format!(
            "you have {open} chats that are open: go on in one of them"
        )));
    }
    if i64::try_from(all.len()).unwrap_or(i64::MAX) >= VISITOR_CHATS_MAX {
        return Err(DeskError::conflict("you have very many chats: go on in one of them"));
    }
    Ok(())
}
