//! What is done with a chat.

pub mod assign;
pub mod close;
pub mod join;
pub mod label;
pub mod leave;
mod mark;
pub mod open;
pub mod read;
pub mod reopen;
mod state;
pub mod unread;
pub mod update;

pub(crate) use open::{IdentityForChat, new_chat};
pub(crate) use state::{
    StatusChange, add_participant, apply, is_staffed, operator_detail, operator_id, save, touch,
};

use switchboard_model::chat::Chat;

noun!(Chat.chat_id: ChatId in chat, read as chats, seen as Chat(|chat| chat.chat_id), of |chat| {
    chat_id: chat.chat_id,
    contact_id: chat.contact_id,
    channel_id: chat.channel_id,
});
